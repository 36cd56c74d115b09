"""The headings people write over the parts of an update, and the marks that begin a line of its own kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from paceline.domain.statements import Section
from paceline.inbox.grammar.words import Forms, forms


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """`section` is what the heading opens where the template has no part of that key. `weak` forms are also plain
    words ("Today"): they count only beside another heading."""

    section: Section
    forms: Forms
    weak: Forms


Mark = Literal["decision", "intent", "thanks", "commitment"]

HEADINGS = (
    Heading(
        Section("done", "Done"),
        forms(
            en="done, completed, accomplished, accomplishments, achieved, achievements, finished, progress, what i did",
            de="erledigt, fertig, geschafft, abgeschlossen, gemacht, was ich gemacht habe",
            fr="fait, faits, terminé, accompli, réalisé, réalisations, ce que j'ai fait",
            es="hecho, terminado, completado, logros, lo que hice",
            pt="feito, concluído, concluídos, terminado, o que fiz",
            it="fatto, completato, concluso, terminato, cosa ho fatto",
            nl="gedaan, klaar, afgerond, voltooid, wat ik deed",
        ),
        forms(
            en="yesterday, last week, since last time",
            de="gestern, letzte woche, seit dem letzten mal",
            fr="hier, la semaine dernière, semaine dernière",
            es="ayer, la semana pasada, semana pasada",
            pt="ontem, semana passada, na semana passada",
            it="ieri, la settimana scorsa, settimana scorsa",
            nl="gisteren, vorige week, afgelopen week",
        ),
    ),
    Heading(
        Section("next", "Next", "commitments"),
        forms(
            en="next, next up, next steps, to do, to-do, todo, todos, planned, plans, what i will do, commitments,"
            " coming up",
            de="als nächstes, als nächstes dran, nächste schritte, nächstes, geplant, plan, vorhaben, zusagen",
            fr="à venir, ensuite, prochaines étapes, à faire, suite, prévu, engagements",
            es="siguiente, próximo, próximos pasos, a continuación, por hacer, pendiente, compromisos",
            pt="próximo, próximos passos, a seguir, por fazer, a fazer, compromissos",
            it="prossimo, prossimi passi, prossimamente, da fare, in programma, impegni",
            nl="volgende, volgende stappen, hierna, te doen, gepland, toezeggingen",
        ),
        forms(
            en="today, this week, next week, plan",
            de="heute, diese woche, nächste woche",
            fr="aujourd'hui, cette semaine, la semaine prochaine, semaine prochaine",
            es="hoy, esta semana, próxima semana, la próxima semana",
            pt="hoje, esta semana, próxima semana, na próxima semana",
            it="oggi, questa settimana, la prossima settimana, settimana prossima",
            nl="vandaag, deze week, volgende week",
        ),
    ),
    Heading(
        Section("blocked", "Blocked", "help"),
        forms(
            en="blocked, blocker, blockers, blocking, help needed, needs help, stuck, impediments, obstacles,"
            " waiting for",
            de="blockiert, blocker, hindernisse, hilfe gebraucht, brauche hilfe, blockaden",
            fr="bloqué, bloquée, blocages, blocage, points bloquants, obstacles, besoin d'aide",
            es="bloqueado, bloqueada, bloqueos, bloqueo, impedimentos, obstáculos, necesito ayuda",
            pt="bloqueado, bloqueada, bloqueios, impedimentos, obstáculos, preciso de ajuda",
            it="bloccato, bloccata, blocchi, impedimenti, ostacoli, serve aiuto",
            nl="geblokkeerd, blokkades, belemmeringen, obstakels, hulp nodig",
        ),
        {},
    ),
    Heading(
        Section("decisions", "Decisions", "decisions"),
        forms(
            en="decisions, decided",
            de="entscheidungen, beschlüsse, entschieden",
            fr="décisions, décidé",
            es="decisiones, decidido",
            pt="decisões, decidido",
            it="decisioni, deciso",
            nl="beslissingen, besluiten, besloten",
        ),
        {},
    ),
    Heading(
        Section("thanks", "Thanks", "thanks"),
        forms(
            en="thanks, thank you, thanks to, kudos, shout-outs, shoutouts, appreciations",
            de="danke, dank, dank an, danksagung, lob",
            fr="merci, mercis, remerciements",
            es="gracias, agradecimientos",
            pt="obrigado, obrigada, agradecimentos",
            it="grazie, ringraziamenti",
            nl="dank, bedankt, dank aan, complimenten",
        ),
        {},
    ),
    Heading(
        Section("notes", "Notes", "notes"),
        forms(
            en="notes, note, other, others, comments, comment, misc, fyi, anything else, ps, p.s.",
            de="notizen, notiz, anmerkungen, anmerkung, sonstiges, hinweise, kommentar",
            fr="notes, remarques, remarque, divers, autres, commentaires",
            es="notas, nota, otros, comentarios, varios",
            pt="notas, nota, outros, comentários, observações",
            it="note, nota, altro, commenti, varie",
            nl="notities, opmerkingen, opmerking, overig, overige",
        ),
        {},
    ),
)

MARKS: tuple[tuple[Mark, Forms], ...] = (
    (
        "decision",
        forms(
            en="decision, we decided, decided",
            de="entscheidung, beschluss, entschieden",
            fr="décision",
            es="decisión",
            pt="decisão",
            it="decisione",
            nl="beslissing, besluit",
        ),
    ),
    (
        "intent",
        forms(
            en="intent, intention, i intend to, i intend, we intend to, we intend",
            de="absicht, vorhaben",
            fr="intention",
            es="intención",
            pt="intenção",
            it="intenzione",
            nl="voornemen, intentie",
        ),
    ),
    (
        "thanks",
        forms(
            en="thanks, thank you, thanks to, kudos, kudos to",
            de="danke, dank, danke an, dank an",
            fr="merci, merci à",
            es="gracias, gracias a",
            pt="obrigado, obrigada, obrigado a, obrigada a",
            it="grazie, grazie a",
            nl="dank, bedankt, dank aan",
        ),
    ),
    (
        "commitment",
        forms(
            en="commitment, i commit to, i commit, promise",
            de="zusage, verpflichtung, zugesagt",
            fr="engagement",
            es="compromiso",
            pt="compromisso",
            it="impegno",
            nl="toezegging, belofte",
        ),
    ),
)
"""A mark stands before a colon: "Decision: we keep SQLite"."""

SINCE = forms(en="since", de="seit", fr="depuis", es="desde", pt="desde", it="dal, da", nl="sinds")
"""What may follow a heading before its colon: "Done since Mon 23 Nov:"."""
