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


Mark = Literal["decision", "intent", "experiment", "thanks", "commitment"]

HEADINGS = (
    Heading(
        Section("done", "Done"),
        forms(
            en="done, completed, accomplished, accomplishments, achieved, achievements, finished,"
            " progress, what i did, done so far, done this week, what i've done, what's done, what has"
            " been done, shipped, what got done, things done, already done, completed this week, work"
            " done",
            de="erledigt, fertig, geschafft, abgeschlossen, gemacht, was ich gemacht habe, bisher"
            " erledigt, erledigt bisher, diese woche erledigt, erreicht, fertiggestellt, was erledigt"
            " ist, was ich geschafft habe, das ist erledigt",
            fr="fait, faits, terminé, accompli, réalisé, réalisations, ce que j'ai fait, déjà fait, fait"
            " jusqu'ici, fait cette semaine, ce qui est fait, terminés, achevé, réalisées, avancement",
            es="hecho, terminado, completado, logros, lo que hice, hecho hasta ahora, hecho esta semana,"
            " lo hecho, ya hecho, terminados, completados, logrado, lo que he hecho, avances",
            pt="feito, concluído, concluídos, terminado, o que fiz, feito até agora, feito esta semana,"
            " já feito, feitos, terminados, completado, realizado, o que já fiz, o que foi feito,"
            " progresso",
            it="fatto, completato, concluso, terminato, cosa ho fatto, fatto finora, fatto questa"
            " settimana, già fatto, fatti, terminati, completati, realizzato, quello che ho fatto,"
            " progressi",
            nl="gedaan, klaar, afgerond, voltooid, wat ik deed, tot nu toe gedaan, gedaan tot nu toe,"
            " deze week gedaan, al gedaan, bereikt, opgeleverd, wat ik heb gedaan, wat is gedaan,"
            " voortgang",
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
            en="next, next up, next steps, to do, to-do, todo, todos, planned, plans, what i will do,"
            " commitments, coming up, up next, what's next, next on my list, next on the list, to-dos,"
            " next week's plan, plan for next week, planned next, planning, upcoming, my commitments,"
            " will do",
            de="als nächstes, als nächstes dran, nächste schritte, nächstes, geplant, plan, vorhaben,"
            " zusagen, als nächstes geplant, was als nächstes kommt, nächste aufgaben, zu tun, to-do,"
            " todo, todos, geplant für nächste woche, demnächst, ausblick, next",
            fr="à venir, ensuite, prochaines étapes, à faire, suite, prévu, engagements, la suite,"
            " prochaine étape, ce qui vient, à faire ensuite, prochainement, todo, to-do, planifié,"
            " plan, mes engagements",
            es="siguiente, próximo, próximos, próximos pasos, a continuación, por hacer, pendiente, compromisos,"
            " lo siguiente, próximamente, siguientes pasos, siguiente paso, próximas tareas,"
            " planificado, previsto, todo, to-do, plan, mis compromisos, pendientes",
            pt="próximo, próximos, próximos passos, a seguir, por fazer, a fazer, compromissos, o que se segue,"
            " próximas etapas, próximas tarefas, seguinte, planeado, previsto, todo, to-do, plano, os"
            " meus compromissos, pendente, pendentes",
            it="prossimo, prossimi, prossimi passi, prossimamente, da fare, in programma, impegni, passi"
            " successivi, prossima settimana in programma, prossime attività, seguente, pianificato,"
            " previsto, todo, to-do, piano, i miei impegni",
            nl="volgende, volgende stappen, hierna, te doen, gepland, toezeggingen, als volgende, wat"
            " volgt, volgende taken, nog te doen, todo, to-do, planning, plan, wat ik ga doen,"
            " binnenkort, mijn toezeggingen",
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
            en="blocked, blocker, blockers, blocking, help needed, needs help, stuck, impediments,"
            " obstacles, waiting for, blocked by, blockages, impediment, obstacle, where i need help,"
            " need help, help wanted, waiting on, stuck on",
            de="blockiert, blocker, hindernisse, hilfe gebraucht, brauche hilfe, blockaden, hindernis,"
            " hürden, blockade, blockierungen, wo ich hilfe brauche, hilfe nötig, warte auf, offene"
            " blocker, impediments",
            fr="bloqué, bloquée, blocages, blocage, points bloquants, obstacles, besoin d'aide,"
            " bloquant, bloquants, point bloquant, obstacle, freins, aide nécessaire, en attente de,"
            " blocker, blockers",
            es="bloqueado, bloqueada, bloqueos, bloqueo, impedimentos, obstáculos, necesito ayuda,"
            " bloqueante, bloqueantes, impedimento, obstáculo, trabas, necesito una mano, esperando a,"
            " blocker, blockers",
            pt="bloqueado, bloqueada, bloqueios, impedimentos, obstáculos, preciso de ajuda, bloqueio,"
            " bloqueante, bloqueantes, impedimento, obstáculo, entraves, ajuda necessária, à espera"
            " de, blocker, blockers",
            it="bloccato, bloccata, blocchi, impedimenti, ostacoli, serve aiuto, blocco, bloccante,"
            " bloccanti, impedimento, ostacolo, intoppi, aiuto necessario, in attesa di, blocker,"
            " blockers",
            nl="geblokkeerd, blokkades, belemmeringen, obstakels, hulp nodig, blokkade, blocker,"
            " blockers, belemmering, obstakel, hindernissen, waar ik hulp nodig heb, wacht op",
        ),
        {},
    ),
    Heading(
        Section("decisions", "Decisions", "decisions"),
        forms(
            en="decisions, decided, decisions made, decisions taken, what we decided, agreed",
            de="entscheidungen, beschlüsse, entschieden, beschluss, getroffene entscheidungen, was wir"
            " entschieden haben",
            fr="décisions, décidé, décisions prises, décision, ce qu'on a décidé",
            es="decisiones, decidido, decisiones tomadas, decisión, lo decidido, acordado",
            pt="decisões, decidido, decisões tomadas, decisão, o que decidimos, acordado",
            it="decisioni, deciso, decisioni prese, decisione, cosa abbiamo deciso",
            nl="beslissingen, besluiten, besloten, genomen besluiten, besluit, beslissing, wat we besloten",
        ),
        {},
    ),
    Heading(
        Section("thanks", "Thanks", "thanks"),
        forms(
            en="thanks, thank you, thanks to, kudos, shout-outs, shoutouts, appreciations, thanks go to,"
            " many thanks, shoutout, shout-out, appreciation, props",
            de="danke, dank, dank an, danksagung, lob, dankeschön, vielen dank, mein dank, kudos, lob und dank",
            fr="merci, mercis, remerciements, un grand merci, merci à, kudos, bravo",
            es="gracias, agradecimientos, gracias a, muchas gracias, agradecimiento, kudos",
            pt="obrigado, obrigada, agradecimentos, obrigados, obrigado a, obrigada a, muito obrigado,"
            " agradecimento, kudos",
            it="grazie, ringraziamenti, grazie a, un grazie, ringraziamento, kudos, grazie mille",
            nl="dank, bedankt, dank aan, complimenten, dankjewel, dankwoord, met dank aan, kudos, hulde",
        ),
        {},
    ),
    Heading(
        Section("notes", "Notes", "notes"),
        forms(
            en="notes, note, other, others, comments, comment, misc, fyi, anything else, ps, p.s., in"
            " progress, work in progress, wip, ongoing, remarks, remark, observations",
            de="notizen, notiz, anmerkungen, anmerkung, sonstiges, hinweise, kommentar, in arbeit,"
            " laufend, in bearbeitung, bemerkungen, bemerkung, fyi, ps, p.s., zur info",
            fr="notes, remarques, remarque, divers, autres, commentaires, en cours, travail en cours,"
            " note, observations, pour info, fyi, ps, p.s., commentaire",
            es="notas, nota, otros, comentarios, varios, en curso, en progreso, en proceso,"
            " observaciones, comentario, otras cosas, fyi, ps, pd, p.d.",
            pt="notas, nota, outros, comentários, observações, em curso, em andamento, em progresso,"
            " observação, comentário, fyi, ps, p.s., outras coisas",
            it="note, nota, altro, commenti, varie, in corso, lavori in corso, osservazioni,"
            " osservazione, commento, fyi, ps, p.s., altre cose",
            nl="notities, opmerkingen, opmerking, overig, overige, notitie, lopend, bezig, onderhanden,"
            " commentaar, ter info, fyi, ps, p.s., andere",
        ),
        {},
    ),
)

MARKS: tuple[tuple[Mark, Forms], ...] = (
    (
        "decision",
        forms(
            en="decision, we decided, decided, we have decided, we've decided, decision made, we agreed,"
            " we have agreed, we've agreed, agreed, decision taken",
            de="entscheidung, beschluss, entschieden, wir haben entschieden, haben entschieden,"
            " beschlossen, wir haben beschlossen, wir entscheiden",
            fr="décision, on a décidé, nous avons décidé, décidé, on décide, il est décidé",
            es="decisión, hemos decidido, decidimos, decidido, se decidió, se ha decidido, acordamos",
            pt="decisão, decidimos, decidido, foi decidido, ficou decidido, acordámos",
            it="decisione, abbiamo deciso, deciso, si è deciso, è stato deciso",
            nl="beslissing, besluit, we hebben besloten, besloten, er is besloten, wij besloten",
        ),
    ),
    (
        "intent",
        forms(
            en="intent, intention, i intend to, i intend, we intend to, we intend, my intent, my intention, our intent",
            de="absicht, vorhaben, ich beabsichtige, wir beabsichtigen, meine absicht, ich habe vor",
            fr="intention, j'ai l'intention de, nous avons l'intention de, mon intention",
            es="intención, tengo la intención de, mi intención, tenemos la intención de",
            pt="intenção, tenho a intenção de, a minha intenção, pretendemos",
            it="intenzione, ho intenzione di, abbiamo intenzione di, la mia intenzione",
            nl="voornemen, intentie, ik ben van plan, we zijn van plan, mijn voornemen",
        ),
    ),
    (
        "experiment",
        forms(
            en="experiment, our experiment, my experiment, we try, i'd like to try",
            de="experiment, unser experiment, mein experiment, wir probieren",
            fr="expérience, notre expérience, on essaie",
            es="experimento, nuestro experimento, probamos",
            pt="experiência, experimento, a nossa experiência, experimentamos",
            it="esperimento, il nostro esperimento, proviamo",
            nl="experiment, ons experiment, we proberen",
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
            en="commitment, i commit to, i commit, promise, my commitment, i promise",
            de="zusage, verpflichtung, zugesagt, ich sage zu, ich verspreche, versprechen",
            fr="engagement, je m'engage à, promesse, je promets",
            es="compromiso, me comprometo a, promesa, prometo",
            pt="compromisso, comprometo-me a, promessa, prometo",
            it="impegno, mi impegno a, promessa, prometto",
            nl="toezegging, belofte, ik beloof, ik zeg toe",
        ),
    ),
)
"""A mark stands before a colon: "Decision: we keep SQLite"."""

SINCE = forms(en="since", de="seit", fr="depuis", es="desde", pt="desde", it="dal, da", nl="sinds")
"""What may follow a heading before its colon: "Done since Mon 23 Nov:"."""
