"""What slips had for causes, told from what their owners learned: kinds of causes, counted; no names and no words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TABLE: dict[str, str] = {
    "waiting for others": "wait waiting vendor supplier depend depended blocked warten wartet wartezeit lieferant"
    " abhängig blockiert attente attendre fournisseur espera esperar proveedor fornecedor attesa aspettare fornitore"
    " wachten leverancier",
    "access": "access permission permissions rights credentials login zugang zugriff rechte berechtigung berechtigungen"
    " accès droits acceso permiso permisos acesso permissões accesso permessi toegang rechten",
    "more work than it seemed": "estimate estimated underestimated longer bigger harder complex unterschätzt länger"
    " aufwand größer komplexer sous-estimé complexe subestimado complejo complexo sottovalutato complesso onderschat"
    " langer",
    "something more urgent": "urgent incident outage interrupted priority priorities dringend störung ausfall"
    " unterbrochen priorität prioritäten priorité urgence urgente incidente prioridad prioridades prioridade"
    " priorità spoed storing prioriteit",
    "unclear what was wanted": "unclear requirement requirements spec scope misunderstood unklar anforderung"
    " anforderungen missverstanden missverständnis exigence exigences malentendu requisito requisitos malentendido"
    " requisiti malinteso onduidelijk eisen misverstand",
    "somebody was away": "sick ill illness holiday holidays vacation krank krankheit urlaub malade congé congés"
    " vacances enfermo enferma vacaciones doente férias malato malata ferie ziek vakantie",
    "too little time or too few hands": "time capacity people hands busy zeit kapazität leute temps capacité tiempo"
    " capacidad tempo capacidade capacità tijd capaciteit",
}
"""A cause, and the words that tell of it in the languages that replies may be in. The first one that fits counts."""

OTHER = "something else"
_WORD = re.compile(r"[^\W\d_][\w-]*")
_CAUSES = tuple((cause, frozenset(words.split())) for cause, words in _TABLE.items())


def cause_of(lessons: Iterable[tuple[str, str]]) -> str:
    """The kind of cause that somebody's answers (question, words) name; what changes is none."""
    said = " ".join(words for question, words in lessons if question != "next time")
    words = frozenset(_WORD.findall(said.casefold()))
    return next((cause for cause, known in _CAUSES if words & known), OTHER)
