"""Of what is learned from a commitment that slipped."""

from __future__ import annotations

from paceline.inbox.grammar.commands.row import LESSON, Row
from paceline.inbox.grammar.words import forms

LESSONS: tuple[Row, ...] = (
    Row(
        "assumed",
        LESSON,
        "words",
        "C9 assumed: the vendor answers within a day",
        forms(
            en="assumed, assumption, wrong assumption, we assumed, i assumed",
            de="angenommen, annahme, falsche annahme, wir nahmen an, ich nahm an",
            fr="supposé, hypothèse, fausse hypothèse, on supposait, je supposais",
            es="supuesto, suposición, supuse, supusimos",
            pt="suposto, suposição, supus, supusemos",
            it="ipotesi, supposto, ipotesi sbagliata, supponevo",
            nl="aangenomen, aanname, verkeerde aanname, ik nam aan, we namen aan",
        ),
        {},
    ),
    Row(
        "missing",
        LESSON,
        "words",
        "C9 missing: a second contact",
        forms(
            en="missing, was missing, what was missing, we lacked, i lacked, lacking",
            de="gefehlt, es fehlte, fehlte, gefehlt hat, mir fehlte, uns fehlte",
            fr="manquait, il manquait, manque, a manqué, il nous manquait",
            es="faltaba, faltó, falta, nos faltaba, me faltaba",
            pt="faltava, faltou, falta, faltava-nos, faltava-me",
            it="mancava, è mancato, è mancata, mi mancava, ci mancava",
            nl="ontbrak, er ontbrak, gemist, we misten, ik miste",
        ),
        {},
    ),
    Row(
        "next time",
        LESSON,
        "words",
        "C9 next time: I ask two vendors",
        forms(
            en="next time, from now on, what changes, i will change",
            de="nächstes mal, beim nächsten mal, künftig, in zukunft, was sich ändert",
            fr="la prochaine fois, prochaine fois, désormais, à l'avenir",
            es="la próxima vez, próxima vez, en adelante, a partir de ahora",
            pt="da próxima vez, próxima vez, doravante, daqui em diante",
            it="la prossima volta, prossima volta, d'ora in poi, in futuro",
            nl="volgende keer, de volgende keer, voortaan, in het vervolg",
        ),
        {},
    ),
    Row(
        "lesson",
        LESSON,
        "words",
        "C9 lesson: we took the vendor's word for a date",
        forms(
            en="lesson, lessons, lesson learned, learned",
            de="gelernt, lehre, lehren, lektion",
            fr="leçon, leçons, appris",
            es="lección, lecciones, aprendido, aprendí",
            pt="lição, lições, aprendido, aprendi",
            it="lezione, lezioni, imparato",
            nl="les, lessen, geleerd",
        ),
        {},
        told="All of it in one line.",
    ),
)
