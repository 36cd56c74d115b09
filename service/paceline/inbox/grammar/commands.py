"""The commands: what each is said about, what comes with it, and how people write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from paceline.domain.statements import Verb
from paceline.inbox.grammar.words import Forms, forms

Kind = Literal["due", "offer", "intent", "help", "update", "self"]
"""What a command is about: an ask of that kind, or its author ("self")."""

Shape = Literal[
    "reason",  # done [because] words: may be empty
    "words",  # object: words: must be there
    "day",  # to Friday [because] words
    "name",  # refer bo@… [words]
    "hold",  # hold 2 days [because] words
    "alone",  # back
    "until",  # pause [until 5 Jan]
    "span",  # away 3 Dec to 7 Dec
    "choice",  # stop [digests]
    "since",  # decisions [since May]
    "query",  # find postgres
    "id",  # why C12
    "fix",  # fix 2: by Friday
]

COMMITMENT: frozenset[Kind] = frozenset({"due", "offer"})
OFFER: frozenset[Kind] = frozenset({"offer"})
INTENT: frozenset[Kind] = frozenset({"intent"})
HELP: frozenset[Kind] = frozenset({"help"})
SELF: frozenset[Kind] = frozenset({"self"})
UPDATE: frozenset[Kind] = frozenset({"update"})


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A command. `example` is what is shown to people; `conditions` are words after the verb that take it back ("done
    except …"): such a line is asked about, not carried out."""

    verb: Verb
    on: frozenset[Kind]
    shape: Shape
    example: str
    forms: Forms
    conditions: Forms
    works: bool = True
    """Whether a command that is read is carried out already; else it is refused, with what works instead."""


_UNFINISHED = forms(
    en="except, but, apart from, besides, bar, minus, if, when, once, after, by, until, soon, half, partly, partially,"
    " almost, nearly, tomorrow, yet, not",
    de="außer, bis auf, aber, wenn, falls, sobald, nach, bis, bald, halb, teilweise, fast, morgen, nicht",
    fr="sauf, hormis, mais, si, quand, dès que, bientôt, à moitié, presque, demain, d'ici",
    es="excepto, salvo, menos, pero, si, cuando, pronto, casi, mañana, a medias",
    pt="exceto, menos, mas, se, quando, em breve, quase, amanhã, parcialmente",
    it="tranne, eccetto, ma, se, quando, presto, quasi, domani, a metà",
    nl="behalve, op, maar, als, zodra, bijna, morgen, half, gedeeltelijk, niet",
)
_ON_CONDITION = forms(
    en="if, unless, provided, as long as, assuming, only, when, once, but only",
    de="wenn, falls, sofern, außer, solange, nur, sobald",
    fr="si, sauf, à condition, tant que, seulement",
    es="si, salvo, siempre que, a menos que, solo, sólo",
    pt="se, salvo, desde que, a menos que, só",
    it="se, salvo, purché, a meno che, solo",
    nl="als, mits, tenzij, zolang, alleen",
)
_BUT = forms(
    en="but, if, unless, provided, as long as, when, only, not",
    de="aber, wenn, falls, sofern, nur, nicht",
    fr="mais, si, sauf, seulement",
    es="pero, si, salvo, solo",
    pt="mas, se, salvo, só",
    it="ma, se, salvo, solo",
    nl="maar, als, mits, tenzij, alleen, niet",
)

_WITHDRAWN = forms(
    en="withdraw, withdrawn, i withdraw, take back, no longer needed, not needed",
    de="zurückziehen, zurückgezogen, ziehe zurück, nicht mehr nötig",
    fr="retirer, retiré, je retire, plus nécessaire",
    es="retirar, retirado, retiro, ya no hace falta",
    pt="retirar, retirado, retiro, não é mais necessário",
    it="ritirare, ritirato, ritiro, non serve più",
    nl="intrekken, ingetrokken, trek in, niet meer nodig",
)

NO = forms(en="no, nope", de="nein", fr="non", es="no", pt="não", it="no", nl="nee")
"""Verbs only where nothing or a reason that is set off follows: "no way" and "no problem" are neither."""

SMALL_WORDS = forms(en="now, due", de="erst", es="a", it="a")
"""Verbs that move a commitment only where nothing or a reason that is set off follows the day."""

COMMANDS = (
    Row(
        "done",
        COMMITMENT | HELP,
        "reason",
        "C12 done",
        forms(
            en="done, completed, complete, finished, shipped, delivered, closed, kept, ✅, ✔, ✔️, ☑, ☑️, [x]",
            de="fertig, erledigt, gemacht, abgeschlossen, geschafft, ausgeliefert",
            fr="fait, faite, terminé, terminée, fini, finie, livré, livrée",
            es="hecho, hecha, terminado, terminada, listo, lista, completado, completada",
            pt="feito, feita, concluído, concluída, terminado, terminada, pronto, pronta, entregue",
            it="fatto, fatta, finito, finita, completato, completata, terminato, consegnato",
            nl="klaar, gedaan, afgerond, af, voltooid, opgeleverd",
        ),
        _UNFINISHED,
    ),
    Row(
        "to",
        COMMITMENT,
        "day",
        "C12 to Friday because the vendor is late",
        forms(
            en="to, move to, move it to, moved to, moving to, moves to, move, postpone to, postponed to, push to,"
            " pushed to, push it to, delay to, delayed to, slips to, slip to, will slip to, will move to,"
            " reschedule to, new date, now, ->, →, due",
            de="auf, verschieben auf, verschoben auf, verschiebe auf, verschiebe, verschieben, erst, neuer termin",
            fr="au, à, reporter au, reporté au, reporter à, reporté à, reporter, repousser au, repoussé au, décaler"
            " au, décalé au, nouvelle date, pour",
            es="a, al, mover a, mover al, aplazar a, aplazar al, aplazado a, aplazado al, pasar a, pasar al, nueva"
            " fecha, para",
            pt="para, mover para, adiar para, adiado para, adiar, passar para, nova data",
            it="a, al, alla, spostare a, spostare al, spostato a, spostato al, sposta a, sposta al, rinviare a,"
            " rinviare al, rinviato a, rinviato al, rinvia a, rinvia al, nuova data",
            nl="naar, verplaats naar, verplaatsen naar, verschuif naar, verschuiven naar, uitstellen tot, uitgesteld"
            " tot, nieuwe datum",
        ),
        {},
    ),
    Row(
        "drop",
        COMMITMENT,
        "reason",
        "C12 drop because the customer left",
        forms(
            en="drop, dropped, drop it, cancel, cancelled, canceled, abandon, abandoned, won't do, wont do, obsolete",
            de="streichen, gestrichen, verwerfen, verworfen, fallen lassen, entfällt, abgesagt",
            fr="abandonner, abandonné, abandonne, annuler, annulé, annulée",
            es="descartar, descartado, cancelar, cancelado, anular, anulado, abandonar",
            pt="descartar, descartado, cancelar, cancelado, abandonar, anular",
            it="annullare, annullato, abbandonare, abbandonato, scartare, scartato, cancellare",
            nl="laten vallen, vervalt, schrappen, geschrapt, annuleren, geannuleerd",
        ),
        {},
    ),
    Row(
        "at risk",
        COMMITMENT,
        "reason",
        "C12 at risk: waiting for the vendor",
        forms(
            en="at risk, risk, risky, in danger, might slip, may slip, might be late, may be late",
            de="gefährdet, in gefahr, risiko, wackelt",
            fr="à risque, en danger, menacé, compromis, risque",
            es="en riesgo, en peligro, riesgo",
            pt="em risco, em perigo, risco",
            it="a rischio, in pericolo, rischio",
            nl="in gevaar, risico, loopt gevaar",
        ),
        {},
    ),
    Row(
        "help",
        COMMITMENT | UPDATE,
        "reason",
        "C12 help: a DBA for an hour",
        forms(
            en="help, help needed, help wanted, need help, needs help, i need help, stuck, blocked, blocked by,"
            " blocked on",
            de="hilfe, brauche hilfe, hilfe gebraucht, blockiert, hänge fest",
            fr="aide, besoin d'aide, j'ai besoin d'aide, bloqué, bloquée",
            es="ayuda, necesito ayuda, bloqueado, bloqueada",
            pt="ajuda, preciso de ajuda, bloqueado, bloqueada",
            it="aiuto, serve aiuto, ho bisogno di aiuto, bloccato, bloccata",
            nl="hulp, hulp nodig, help, geblokkeerd, loop vast",
        ),
        {},
    ),
    Row(
        "accept",
        OFFER,
        "reason",
        "C12 accept",
        forms(
            en="accept, accepted, accepting, i accept, yes, ok, okay, sure, agreed, will do, i'll do it, 👍, +1",
            de="annehmen, angenommen, akzeptiert, akzeptiere, nehme an, ja, ok, okay, gerne, mache ich, einverstanden",
            fr="accepter, accepté, accepte, j'accepte, oui, ok, d'accord",
            es="aceptar, aceptado, acepto, sí, ok, vale, de acuerdo",
            pt="aceitar, aceito, aceite, sim, ok, combinado, de acordo",
            it="accettare, accettato, accetto, sì, ok, va bene, d'accordo",
            nl="accepteren, geaccepteerd, accepteer, aanvaard, ja, ok, oké, akkoord, doe ik",
        ),
        _BUT,
    ),
    Row(
        "decline",
        OFFER,
        "reason",
        "C12 decline because I am on leave that week",
        forms(
            en="decline, declined, i decline, no, nope, refuse, can't, cannot, can not, i can't, i cannot, 👎, -1",
            de="ablehnen, abgelehnt, lehne ab, nein, kann nicht, kann ich nicht, geht nicht",
            fr="refuser, refusé, refuse, je refuse, décliner, non, impossible, je ne peux pas",
            es="rechazar, rechazado, rechazo, no, no puedo",
            pt="recusar, recusado, recuso, não, não posso",
            it="rifiutare, rifiutato, rifiuto, no, non posso",
            nl="weigeren, geweigerd, afwijzen, nee, kan niet, kan ik niet",
        ),
        {},
    ),
    Row(
        "take",
        HELP,
        "reason",
        "H3 take",
        forms(
            en="take, taking, i take it, i'll take it, i'll take this, i take this, take it, i can help, i'll help,"
            " yes, i'll do it, i can do it, 👍, +1, ✋, 🙋",
            de="übernehme, ich übernehme, übernehme ich, nehme ich, mache ich, ich helfe, ja",
            fr="prends, je prends, je m'en occupe, je m'en charge, oui",
            es="tomo, lo tomo, me encargo, yo me encargo, sí",
            pt="assumo, eu assumo, fico com isso, trato disso, sim",
            it="prendo, lo prendo io, ci penso io, me ne occupo, sì",
            nl="neem ik, ik neem het, pak ik op, ik pak het op, doe ik, ja",
        ),
        _BUT,
    ),
    Row(
        "part",
        HELP,
        "words",
        "H3 part: I can review the migration",
        forms(
            en="part, partly, a part, i can do part, one part",
            de="teil, teilweise, einen teil",
            fr="partie, une partie, en partie",
            es="parte, una parte, en parte",
            pt="parte, uma parte, em parte",
            it="parte, una parte, in parte",
            nl="deel, een deel, deels",
        ),
        {},
    ),
    Row(
        "refer",
        HELP,
        "name",
        "H3 refer @bo",
        forms(
            en="refer, refer to, ask, try",
            de="frag, frage, verweise auf, weiter an, weiterleiten an",
            fr="demander à, demande à, voir avec, renvoyer à",
            es="preguntar a, pregunta a, derivar a",
            pt="perguntar a, pergunte a, encaminhar para",
            it="chiedere a, chiedi a, rivolgersi a",
            nl="vraag, verwijs naar, doorverwijzen naar",
        ),
        {},
    ),
    Row(
        "can't",
        HELP,
        "reason",
        "H3 can't",
        forms(
            en="can't, cant, cannot, can not, i can't, i cannot, no, nope, sorry, unable, not me, pass, decline, 👎",
            de="kann nicht, kann ich nicht, geht nicht, nein, leider nicht",
            fr="peux pas, je ne peux pas, je peux pas, impossible, non, désolé, désolée",
            es="no puedo, no, imposible",
            pt="não posso, não consigo, não",
            it="non posso, non riesco, no",
            nl="kan niet, kan ik niet, lukt niet, nee, helaas",
        ),
        {},
    ),
    Row(
        "ok",
        INTENT,
        "reason",
        "D4 ok",
        forms(
            en="ok, okay, agree, agreed, i agree, yes, fine, fine with me, fine by me, lgtm, no objection, no"
            " objections, accept, 👍, +1, ✅",
            de="ok, okay, einverstanden, ja, passt, keine einwände, kein einwand, zustimmung, stimme zu",
            fr="ok, d'accord, oui, pas d'objection, aucune objection",
            es="ok, de acuerdo, sí, vale, sin objeciones, conforme",
            pt="ok, de acordo, concordo, sim, sem objeções",
            it="ok, d'accordo, sì, va bene, nessuna obiezione",
            nl="ok, oké, akkoord, ja, prima, geen bezwaar, eens",
        ),
        _ON_CONDITION,
    ),
    Row(
        "object",
        INTENT,
        "words",
        "D4 object: the write rate is too high",
        forms(
            en="object, i object, objection, objecting, no, disagree, i disagree, veto, 👎, -1",
            de="einspruch, einwand, widerspruch, widerspreche, ich widerspreche, dagegen, nein",
            fr="objection, je m'oppose, opposé, opposée, contre, non",
            es="objeción, me opongo, objeto, no",
            pt="objeção, oponho-me, me oponho, não",
            it="obiezione, mi oppongo, contrario, contraria, no",
            nl="bezwaar, oneens, tegen, nee",
        ),
        {},
    ),
    Row(
        "advice",
        INTENT,
        "words",
        "D4 advice: watch the write rate",
        forms(
            en="advice, advise, my advice, comment, suggestion, concern, note",
            de="rat, ratschlag, hinweis, anmerkung, vorschlag, bedenken",
            fr="conseil, avis, remarque, suggestion",
            es="consejo, sugerencia, comentario",
            pt="conselho, sugestão, comentário",
            it="consiglio, suggerimento, commento",
            nl="advies, suggestie, opmerking",
        ),
        {},
    ),
    Row(
        "hold",
        INTENT,
        "hold",
        "D4 hold 2 days",
        forms(
            en="hold, wait, on hold, more time",
            de="warten, warte, aufschub, halt, mehr zeit",
            fr="attendre, attends, suspendre, plus de temps",
            es="esperar, espera, más tiempo",
            pt="esperar, espera, aguardar, mais tempo",
            it="attendere, aspettare, aspetta, più tempo",
            nl="wacht, wachten, uitstel, meer tijd",
        ),
        {},
    ),
    Row(
        "delegate",
        INTENT,
        "name",
        "D4 delegate to @bo",
        forms(
            en="delegate to, delegate, delegated to, i delegate to",
            de="delegiere an, delegieren an, delegiert an",
            fr="déléguer à, délègue à, je délègue à",
            es="delegar en, delego en, delegar a",
            pt="delegar em, delego em, delegar a, delegar para",
            it="delegare a, delego a",
            nl="delegeren aan, delegeer aan",
        ),
        {},
        works=False,
    ),
    Row(
        "amend",
        INTENT,
        "words",
        "D4 amend: drop Python 3.11 in March instead",
        forms(
            en="amend, amended, amend to, change to, reword",
            de="ändern, geändert, ändere, anpassen",
            fr="amender, modifier, modifié",
            es="enmendar, modificar, cambiar a",
            pt="emendar, alterar, modificar",
            it="emendare, modificare, modifica",
            nl="wijzigen, wijzig, aanpassen, amenderen",
        ),
        {},
    ),
    Row(
        "withdraw",
        INTENT,
        "reason",
        "D4 withdraw",
        {**_WITHDRAWN, "en": (*_WITHDRAWN["en"], "drop")},
        {},
    ),
    Row(
        "done",
        HELP,
        "reason",
        "H3 no longer needed",
        _WITHDRAWN,
        _UNFINISHED,
    ),
    Row(
        "decide anyway",
        INTENT,
        "words",
        "D4 decide anyway: the vendor's support ends in March",
        forms(
            en="decide anyway, decided anyway, anyway",
            de="trotzdem entscheiden, trotzdem entschieden, dennoch entscheiden, trotzdem",
            fr="décider quand même, quand même",
            es="decidir de todos modos, de todos modos",
            pt="decidir mesmo assim, mesmo assim",
            it="decidere comunque, comunque",
            nl="toch besluiten, toch beslissen, desondanks",
        ),
        {},
        works=False,
    ),
    Row(
        "away",
        SELF,
        "span",
        "away until 5 Jan",
        forms(
            en="away, i'm away, i am away, i'll be away, i will be away, ooo, out of office, out of the office, i'm"
            " out, i am out, i'll be out, i will be out, on leave, on vacation, on holiday, vacation, holiday,"
            " pto, i'm on vacation, i'm on leave, i'm on holiday",
            de="abwesend, ich bin abwesend, im urlaub, ich bin im urlaub, bin im urlaub, urlaub, nicht im büro",
            fr="absent, absente, je suis absent, je suis absente, je serai absent, je serai absente, en congé, en"
            " congés, en vacances",
            es="ausente, estoy ausente, estaré ausente, de vacaciones, fuera de la oficina",
            pt="ausente, estou ausente, estarei ausente, de férias, fora do escritório",
            it="assente, sono assente, sarò assente, in ferie, in vacanza, fuori ufficio",
            nl="afwezig, ik ben afwezig, op vakantie, met vakantie, met verlof, vrij",
        ),
        {},
    ),
    Row(
        "back",
        SELF,
        "alone",
        "back",
        forms(
            en="back, i'm back, i am back, back again, back at work, back from vacation, back from leave",
            de="zurück, wieder da, ich bin zurück, ich bin wieder da, bin wieder da, bin zurück",
            fr="de retour, je suis de retour",
            es="de vuelta, he vuelto, ya estoy de vuelta",
            pt="de volta, voltei, estou de volta",
            it="di ritorno, sono tornato, sono tornata, rientrato, rientrata",
            nl="terug, weer terug, ik ben terug, ik ben weer terug",
        ),
        {},
    ),
    Row(
        "skip",
        SELF | UPDATE,
        "alone",
        "1 skip",
        forms(
            en="skip, skip me, skip this, skip this one, skip this week, skip this time, skip today, i'll skip, i'll"
            " skip this week",
            de="überspringen, auslassen, aussetzen, diesmal nicht, ich setze aus",
            fr="passer, je passe, sauter, pas cette fois",
            es="omitir, saltar, paso, esta vez no",
            pt="pular, saltar, passo, desta vez não",
            it="salta, saltare, salto, passo",
            nl="overslaan, sla over, deze keer niet",
        ),
        {},
    ),
    Row(
        "pause",
        SELF | UPDATE,
        "until",
        "pause until 5 Jan",
        forms(
            en="pause, snooze",
            de="pausieren, pause, pausiere",
            fr="pause, suspendre, mettre en pause",
            es="pausa, pausar",
            pt="pausa, pausar",
            it="pausa, sospendi, sospendere",
            nl="pauze, pauzeer, pauzeren",
        ),
        {},
    ),
    Row(
        "stop",
        SELF,
        "choice",
        "stop digests",
        forms(
            en="stop, unsubscribe, unsubscribe me, opt out, stop asking, stop asking me, stop asking me about this,"
            " stop this, stop sending me these, stop mailing me, stop emailing me, remove me, take me off this"
            " list",
            de="stopp, stop, abbestellen, abmelden",
            fr="stop, arrêter, arrête, arrêtez, désabonner, me désabonner",
            es="stop, parar, detener, darme de baja, baja",
            pt="stop, parar, pare, cancelar inscrição",
            it="stop, ferma, basta, disiscrivimi, annulla iscrizione",
            nl="stop, stoppen, afmelden, uitschrijven",
        ),
        {},
    ),
    Row(
        "start",
        SELF,
        "choice",
        "start digests",
        forms(
            en="start, restart, resume, subscribe, unpause, start asking, start asking me",
            de="starten, start, anmelden, fortsetzen",
            fr="démarrer, reprendre, start, réabonner",
            es="empezar, reanudar, start",
            pt="começar, retomar, start",
            it="inizia, riprendi, start",
            nl="starten, start, hervatten",
        ),
        {},
    ),
    Row(
        "mine",
        SELF,
        "alone",
        "mine",
        forms(
            en="mine, my week, my commitments, my items, my list",
            de="meine, meins, meine woche, meine zusagen",
            fr="les miens, mes engagements, ma semaine",
            es="lo mío, mis compromisos, mi semana",
            pt="meus compromissos, minha semana, os meus",
            it="i miei, i miei impegni, la mia settimana",
            nl="mijn week, mijn toezeggingen, van mij",
        ),
        {},
    ),
    Row(
        "status",
        SELF,
        "alone",
        "status",
        forms(
            en="status, team status, the status",
            de="stand, status",
            fr="statut, état",
            es="estado",
            pt="estado, situação",
            it="stato",
            nl="status, stand",
        ),
        {},
    ),
    Row(
        "find",
        SELF,
        "query",
        "find postgres",
        forms(
            en="find, search, search for, look for",
            de="suche, suchen, finde, suche nach",
            fr="chercher, cherche, trouver, trouve",
            es="buscar, busca, encontrar",
            pt="procurar, procura, buscar",
            it="cerca, cercare, trova",
            nl="zoek, zoeken, vind",
        ),
        {},
    ),
    Row(
        "why",
        SELF,
        "id",
        "why C12",
        forms(en="why", de="warum", fr="pourquoi", es="por qué", pt="por que, porquê", it="perché", nl="waarom"),
        {},
    ),
    Row(
        "decisions",
        SELF,
        "since",
        "decisions since May",
        forms(
            en="decisions",
            de="entscheidungen",
            fr="décisions",
            es="decisiones",
            pt="decisões",
            it="decisioni",
            nl="beslissingen, besluiten",
        ),
        {},
    ),
    Row(
        "help",
        SELF,
        "alone",
        "help",
        forms(
            en="help, help?, commands, how does this work",
            de="hilfe, befehle",
            fr="aide, commandes",
            es="ayuda, comandos",
            pt="ajuda, comandos",
            it="aiuto, comandi",
            nl="help, hulp, opdrachten",
        ),
        {},
    ),
    Row(
        "undo",
        SELF,
        "alone",
        "undo",
        forms(
            en="undo, undo this, undo that, undo all, revert",
            de="rückgängig, rückgängig machen, zurücknehmen",
            fr="annuler, annule",
            es="deshacer",
            pt="desfazer",
            it="annulla",
            nl="ongedaan maken, herstel",
        ),
        {},
    ),
    Row(
        "fix",
        SELF,
        "fix",
        "fix 2: by Friday",
        forms(
            en="fix, correct, change",
            de="korrigiere, korrektur, korrigieren, ändere",
            fr="corriger, corrige, correction",
            es="corregir, corrige",
            pt="corrigir, corrige",
            it="correggi, correggere",
            nl="corrigeer, corrigeren, correctie",
        ),
        {},
    ),
)

CHOICES: tuple[tuple[Literal["asks", "digests"], Forms], ...] = (
    (
        "digests",
        forms(
            en="digests, digest, the digests, sending digests",
            de="digests, zusammenfassungen, übersichten",
            fr="résumés, les résumés, digests",
            es="resúmenes, digests",
            pt="resumos, digests",
            it="riepiloghi, digest",
            nl="overzichten, samenvattingen, digests",
        ),
    ),
    (
        "asks",
        forms(
            en="asks, asking, asking me, questions, requests, reminders",
            de="fragen, anfragen, erinnerungen",
            fr="questions, demandes, rappels",
            es="preguntas, solicitudes",
            pt="perguntas, pedidos",
            it="domande, richieste",
            nl="vragen, verzoeken",
        ),
    ),
)
"""What "stop" and "start" may name."""

BEST: dict[Kind, tuple[Verb, ...]] = {
    "due": ("done", "to", "at risk"),
    "offer": ("accept", "decline"),
    "intent": ("ok", "object", "advice"),
    "help": ("take", "part", "can't"),
    "update": ("skip",),
}
"""What is proposed to somebody whose words were not understood."""
