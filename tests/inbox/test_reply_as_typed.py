"""What people type, and what somebody careful would record of it, in seven languages; written as `inbox.replies` says.

Wrong is worst: a promise that nobody made, a "done" that is none, a line of prose that moves a day. What is not sure is
asked about or kept as a note.
"""

# ruff: noqa: E501  (a row of a table is one line)

from __future__ import annotations

from datetime import date

import pytest
from inbox.replies import ENVELOPE, in_words, reply, table

from paceline.domain.asks import Item
from paceline.domain.statements import Promise, When

LOCALES = {"en": "en_GB"}
TEAM = frozenset({"Bo", "Chen", "Eve"})

PROMISED = {
    "en": r"""
        I'll ship the importer by Fri                         => promise: ship the importer [2026-11-27]
        Will do: ship the importer by Thursday                => promise: ship the importer [2026-12-03]
        importer, ETA Thursday                                => promise: importer [2026-12-03]
        same as last week                                     => ? as-before: ship the importer by Friday
        n/a                                                   => nothing
        [x] rename the repo                                   => done: rename the repo
        [ ] rename the repo by Monday                         => promise: rename the repo [2026-11-30]
        ☑ rename the repo                                     => done: rename the repo
        🚧 finish the importer by Thursday                     => promise: finish the importer [2026-12-03]
        also ship the docs by Monday                          => promise: ship the docs [2026-11-30]
        @bo please review the schema by Thursday              => promise @bo: review the schema [2026-12-03]
        @bo please review                                     => promise @bo: review
        @bo can you review the schema by Thursday?            => promise @bo: review the schema [2026-12-03]
        Importer: ship it by Thursday                         => promise: Importer: ship it [2026-12-03]
        ship the docs by Thursday for @eve                    => promise: ship the docs [2026-12-03] <@eve>
        me: ship the docs by Thursday                         => promise: ship the docs [2026-12-03]
        I: ship the docs by Thursday                          => promise: ship the docs [2026-12-03]
        we will ship the docs by Thursday                     => promise (we): ship the docs [2026-12-03]
        We'll ship the docs by Thursday                       => promise (we): ship the docs [2026-12-03]
        we: ship the docs by Thursday                         => promise (we): ship the docs [2026-12-03]
        @team: read the RFC by Thursday                       => ? several-owners: me: …; @bo: …
        everybody: read the RFC by Thursday                   => ? several-owners: me: …; @bo: …
        @all please read the RFC by Thursday                  => ? several-owners: me: …; @bo: …
        @bo and me: pair on the importer by Thursday          => ? several-owners: me: …; @bo: …
        @bo @chen pair on the importer by Thursday            => ? several-owners: @bo: …; @chen: …
        @bo/@chen: pair on it by Thursday                     => ? several-owners: @bo: …; @chen: …
        bo@acme.example please review by Thursday             => promise bo@acme.example: review [2026-12-03]
        someone should fix the flaky test by Thursday         => ? whose: me: …; @bo: …
        hope to ship the importer Thursday                    => ? perhaps: ship the importer Thursday
        hopefully the importer by Thursday                    => ? perhaps: the importer by Thursday
        might ship the importer Thursday                      => ? perhaps: ship the importer Thursday
        maybe the importer by Thursday                        => ? perhaps: the importer by Thursday
        I'll try to ship the importer by Thursday             => ? perhaps: ship the importer by Thursday
        would be done by Thursday if Bo merges                => ? perhaps: be done by Thursday if Bo merges
        I could ship the importer by Thursday                 => ? perhaps: ship the importer by Thursday
        ship the importer by Thursday if the vendor answers   => promise: ship the importer if the vendor answers [2026-12-03]
        should I ship the importer by Thursday?               => note: - should I ship the importer by Thursday?
        I won't ship the importer by Thursday                 => note: - I won't ship the importer by Thursday
        can't do the importer before Thursday                 => note: - can't do the importer before Thursday
        I'm off next week                                     => away [2026-12-04]: 2026-11-30
        Should be able to ship the importer by Thursday       => ? perhaps: be able to ship the importer by Thursday
        help Bo ship the exporter by Thursday                 => promise: help Bo ship the exporter [2026-12-03]
        All hands deck by Thursday                            => promise: All hands deck [2026-12-03]
        team: lunch by Thursday                               => ? several-owners: me: …; @bo: …
        Who is who page by Thursday                           => ? whose: me: …; @bo: …
        Try the new importer by Thursday                      => promise: Try the new importer [2026-12-03]
        Not-found page by Thursday                            => promise: Not-found page [2026-12-03]
        No-op release by Thursday                             => promise: No-op release [2026-12-03]
        May release notes by Thursday                         => promise: May release notes [2026-12-03]
        Could-have list by Thursday                           => promise: Could-have list [2026-12-03]
        Busy indicator for the app by Thursday                => promise: Busy indicator for the app [2026-12-03]
        Nothing new                                           => nothing
        This: ship it by Thursday                             => promise: This: ship it [2026-12-03]
        talk to Bo, who will decide by Thursday               => promise: talk to Bo, who will decide [2026-12-03]
        Docs, tests and release by Thursday                   => promise: Docs, tests and release [2026-12-03]
        ship it by Thursday, or by Friday if Bo is away       => ? ambiguous-day: ship it, or by Friday if Bo is away by 27 November
        ship it by Thursday, at the latest by Monday          => ? ambiguous-day: ship it, at the latest by Monday by 30 November
        ship v1.2. Then tag it by Thursday.                   => promise: ship v1.2. Then tag it [2026-12-03]
        ask Dr. Miller by Thursday                            => promise: ask Dr. Miller [2026-12-03]
        Importer will be shipped by Thursday                  => promise: Importer will be shipped [2026-12-03]
        Marketing will send the list by Thursday              => ? whose: me: …; @bo: …
        Ask Bo to review by Thursday                          => promise: Ask Bo to review [2026-12-03]
        Plan to Berlin by Thursday                            => promise: Plan to Berlin [2026-12-03]
        Commit to a plan by Thursday                          => promise: Commit to a plan [2026-12-03]
        Need to ship the importer by Thursday                 => promise: Need to ship the importer [2026-12-03]
        Bo's review by Thursday                               => promise: Bo's review [2026-12-03]
        ship for Eve and Chen by Thursday                     => promise: ship and Chen [2026-12-03] <@Eve>
        "2 done" button by Thursday                           => promise: "2 done" button [2026-12-03]
        I want to move C12 to Thursday                        => C12 to [2026-12-03]
        reports: one by Thursday                              => promise: reports: one [2026-12-03]
        next: ship it by Thursday                             => promise: ship it [2026-12-03]
        maybe                                                 => note: - maybe
        Hoping to finish the importer                         => ? perhaps: finish the importer
        I should have the importer by Thursday                => ? perhaps: have the importer by Thursday
        Goal: importer by Thursday                            => promise: Goal: importer [2026-12-03]
        We plan to ship the importer by Thursday              => promise (we): ship the importer [2026-12-03]
        Me and @bo: pair on it by Thursday                    => ? several-owners: me: …; @bo: …
        @chen, could you send me the logs by Thursday? thanks => promise @chen: send me the logs? thanks [2026-12-03]
        Chen to send the logs                                 => promise @Chen: send the logs
        Vendor should answer by Thursday                      => ? whose: me: …; @bo: …
        1. ship it by Thursday                                => promise: ship it [2026-12-03]
        - nested: ship it by Thursday                         => promise: nested: ship it [2026-12-03]
        [done] rename the repo                                => done: rename the repo
        nothing special, just support                         => note: - nothing special, just support
        N/A this week                                         => nothing
        same same                                             => ? as-before: ship the importer by Friday
        I'll be mostly on support this week.                  => note: - I'll be mostly on support this week.
        importer, if time permits, by Thursday                => ? perhaps: importer by Thursday
        importer, hopefully by Thursday                       => ? perhaps: importer by Thursday
        Sam will ship the exporter by Thursday                => ? whose: me: …; @bo: …
        I'm not sure                                          => note: - I'm not sure
        ship the importer by Thursday, I hope => ? perhaps: ship the importer by Thursday
        ship the importer by Thursday (hopefully) => ? perhaps: ship the importer by Thursday
        ship the importer by Thursday probably with Bo => promise: ship the importer probably with Bo [2026-12-03]
        nothing by Thursday => note: - nothing by Thursday
        don't ship the importer before Thursday => ? perhaps: ship the importer by Friday
        don't forget to book the room => ? perhaps: ship the importer by Friday
        the importer won't be ready by Thursday => ? perhaps: ship the importer by Friday
        make sure the importer does not crash by Thursday => promise: make sure the importer does not crash [2026-12-03]
        Bo reviews the schema by Thursday => ? whose: me: …; @bo: …
        Bo about the schema by Thursday => promise: Bo about the schema [2026-12-03]
        Bo's schema review by Thursday => promise: Bo's schema review [2026-12-03]
        Bo - review the schema by Thursday => promise @Bo: review the schema [2026-12-03]
        Bo and I will pair on the importer by Thursday => ? several-owners: me: …; @bo: …
        me and Bo: finish the migration by Thursday => ? several-owners: me: …; @bo: …
        Thu: ship the importer => promise: ship the importer [2026-12-03]
        Mar: budget => promise: Mar: budget
        importer wed or thu => ? ambiguous-day: importer by 2 December
        Mon-Wed on holiday => away [2026-12-02]: 2026-11-30
        @bo: I'll send it by Thursday => ? whose: me: …; @bo: …
        @bo: thanks for the review on Thursday => note: - @bo: thanks for the review on Thursday
        spend 2 hours on Thursday on the importer => promise: spend 2 hours on the importer [2026-12-03]
    """,
    "de": r"""
        Ich liefere den Importer bis Donnerstag aus               => promise: Ich liefere den Importer aus [2026-12-03]
        werde bis Donnerstag den Importer ausliefern              => promise: den Importer ausliefern [2026-12-03]
        wir werden die Doku bis Donnerstag schreiben              => promise (we): die Doku schreiben [2026-12-03]
        wie letzte Woche                                          => ? as-before: ship the importer by Friday
        @bo bitte Schema prüfen bis Donnerstag                    => promise @bo: Schema prüfen [2026-12-03]
        @bo kannst du das Schema bis Donnerstag prüfen?           => promise @bo: das Schema prüfen [2026-12-03]
        vielleicht den Importer bis Donnerstag                    => ? perhaps: den Importer bis Donnerstag
        hoffentlich der Importer bis Donnerstag                   => ? perhaps: der Importer bis Donnerstag
        jemand sollte den Test bis Donnerstag reparieren          => ? whose: me: …; @bo: …
        @alle: RFC lesen bis Donnerstag                           => ? several-owners: me: …; @bo: …
        Alle Tests grün bis Donnerstag                            => promise: Alle Tests grün [2026-12-03]
        Wer-ist-wer-Seite bis Donnerstag                          => promise: Wer-ist-wer-Seite [2026-12-03]
        Keine-Ahnung-Liste bis Donnerstag                         => promise: Keine-Ahnung-Liste [2026-12-03]
        Importer wird bis Donnerstag fertig                       => promise: Importer wird fertig [2026-12-03]
        Doku inkl. Tests bis Donnerstag                           => promise: Doku inkl. Tests [2026-12-03]
        Bis Donnerstag: Doku                                      => promise: Doku [2026-12-03]
        Doku bis Donnerstag, wenn Zeit bleibt                     => promise: Doku, wenn Zeit bleibt [2026-12-03]
        ich versuche, den Importer bis Donnerstag fertigzustellen => ? perhaps: den Importer bis Donnerstag fertigzustellen
        Importer (bis Donnerstag), danach Doku bis Montag         => promise: Importer [2026-12-03] | promise: Doku [2026-11-30]
        Doku bis Donnerstag, hoffentlich => ? perhaps: Doku bis Donnerstag
        Doku hoffe ich bis Donnerstag zu schreiben => ? perhaps: Doku bis Donnerstag zu schreiben
        Doku schaffe ich bis Donnerstag nicht => ? perhaps: ship the importer by Friday
        Fehler beheben: Importer startet nicht => promise: Fehler beheben: Importer startet nicht
        nichts bis Donnerstag => note: - nichts bis Donnerstag
        Bo prüft das Schema bis Donnerstag => ? whose: me: …; @bo: …
        Bo mit dem Importer helfen => promise: Bo mit dem Importer helfen
        Bo über den Stand informieren bis Donnerstag => promise: Bo über den Stand informieren [2026-12-03]
        Do: Doku fertig => promise: Doku fertig [2026-12-03]
        Doku Mi oder Do => ? ambiguous-day: Doku by 2 December
        Doku so oder so => promise: Doku so oder so
        Doku bis Freitag 6 Uhr => promise: Doku [2026-11-27T05:00Z]
    """,
    "fr": r"""
        je livre l'importeur jeudi                    => promise: je livre l'importeur [2026-12-03]
        je vais livrer l'importeur d'ici jeudi        => promise: livrer l'importeur [2026-12-03]
        on va écrire la doc pour jeudi                => promise (we): écrire la doc [2026-12-03]
        comme la semaine dernière                     => ? as-before: ship the importer by Friday
        @bo peux-tu relire le schéma d'ici jeudi ?    => promise @bo: relire le schéma [2026-12-03]
        @bo merci de relire le schéma d'ici jeudi     => promise @bo: relire le schéma [2026-12-03]
        peut-être l'importeur jeudi                   => ? perhaps: l'importeur jeudi
        j'espère livrer l'importeur jeudi             => ? perhaps: livrer l'importeur jeudi
        quelqu'un devrait réparer le test d'ici jeudi => ? whose: me: …; @bo: …
        @tous : lire la RFC d'ici jeudi               => ? several-owners: me: …; @bo: …
        Pas à pas de l'installation jeudi             => note: - Pas à pas de l'installation jeudi
        Toutes les docs d'ici jeudi                   => promise: Toutes les docs [2026-12-03]
        On livre jeudi                                => promise (we): On livre [2026-12-03]
        si possible l'importeur jeudi                 => ? perhaps: l'importeur jeudi
        Bo relira le schéma jeudi => ? whose: me: …; @bo: …
        finir l'importeur jeudi j'espère => ? perhaps: finir l'importeur jeudi
        rien avant jeudi => note: - rien avant jeudi
    """,
    "es": r"""
        voy a entregar el importador el jueves            => promise: entregar el importador [2026-12-03]
        entrego el importador el jueves                   => promise: entrego el importador [2026-12-03]
        vamos a escribir la doc para el jueves            => promise (we): escribir la doc [2026-12-03]
        lo mismo que la semana pasada                     => ? as-before: ship the importer by Friday
        @bo puedes revisar el esquema antes del jueves?   => promise @bo: revisar el esquema [2026-12-03]
        @bo por favor revisar el esquema para el jueves   => promise @bo: revisar el esquema [2026-12-03]
        quizás el importador el jueves                    => ? perhaps: el importador el jueves
        espero entregar el importador el jueves           => ? perhaps: entregar el importador el jueves
        alguien debería arreglar el test antes del jueves => ? whose: me: …; @bo: …
        @todos: leer el RFC para el jueves                => ? several-owners: me: …; @bo: …
        Todos los tests para el jueves                    => promise: Todos los tests [2026-12-03]
        No-code demo para el jueves                       => promise: No-code demo [2026-12-03]
        Hay que arreglar el test para el jueves           => ? whose: me: …; @bo: …
        intentaré entregar el importador el jueves        => ? perhaps: entregar el importador el jueves
        voy a intentar terminar el importador el jueves => ? perhaps: terminar el importador el jueves
    """,
    "pt": r"""
        vou entregar o importador na quinta      => promise: entregar o importador [2026-12-03]
        entrego o importador até quinta          => promise: entrego o importador [2026-12-03]
        vamos escrever a doc até quinta          => promise (we): escrever a doc [2026-12-03]
        igual à semana passada                   => ? as-before: ship the importer by Friday
        @bo podes rever o esquema até quinta?    => promise @bo: rever o esquema [2026-12-03]
        @bo por favor rever o esquema até quinta => promise @bo: rever o esquema [2026-12-03]
        talvez o importador na quinta            => ? perhaps: o importador na quinta
        espero entregar o importador até quinta  => ? perhaps: entregar o importador até quinta
        alguém devia arranjar o teste até quinta => ? whose: me: …; @bo: …
        @todos: ler o RFC até quinta             => ? several-owners: me: …; @bo: …
        Todos os testes até quinta               => promise: Todos os testes [2026-12-03]
        se der tempo, o importador até quinta    => ? perhaps: o importador até quinta
        terminar o importador até quinta se conseguir => ? perhaps: terminar o importador até quinta
    """,
    "it": r"""
        consegno l'importatore entro giovedì              => promise: consegno l'importatore [2026-12-03]
        consegnerò l'importatore giovedì                  => promise: consegnerò l'importatore [2026-12-03]
        scriveremo la doc entro giovedì                   => promise: scriveremo la doc [2026-12-03]
        come la settimana scorsa                          => ? as-before: ship the importer by Friday
        @bo puoi rivedere lo schema entro giovedì?        => promise @bo: rivedere lo schema [2026-12-03]
        @bo per favore rivedere lo schema entro giovedì   => promise @bo: rivedere lo schema [2026-12-03]
        forse l'importatore giovedì                       => ? perhaps: l'importatore giovedì
        spero di consegnare l'importatore giovedì         => ? perhaps: consegnare l'importatore giovedì
        qualcuno dovrebbe sistemare il test entro giovedì => ? whose: me: …; @bo: …
        @tutti: leggere la RFC entro giovedì              => ? several-owners: me: …; @bo: …
        Tutti i test entro giovedì                        => promise: Tutti i test [2026-12-03]
        proverò a consegnare l'importatore giovedì        => ? perhaps: consegnare l'importatore giovedì
        Bo finisce l'importer giovedì => ? whose: me: …; @bo: …
    """,
    "nl": r"""
        ik lever de importer donderdag op               => promise: ik lever de importer op [2026-12-03]
        ik ga de importer uiterlijk donderdag opleveren => promise: de importer opleveren [2026-12-03]
        we gaan de docs voor donderdag schrijven        => promise (we): de docs schrijven [2026-12-03]
        zelfde als vorige week                          => ? as-before: ship the importer by Friday
        @bo kun je het schema voor donderdag bekijken?  => promise @bo: het schema bekijken [2026-12-03]
        @bo graag het schema bekijken voor donderdag    => promise @bo: het schema bekijken [2026-12-03]
        misschien de importer donderdag                 => ? perhaps: de importer donderdag
        hopelijk de importer donderdag                  => ? perhaps: de importer donderdag
        iemand moet de test voor donderdag repareren    => ? whose: me: …; @bo: …
        @iedereen: RFC lezen voor donderdag             => ? several-owners: me: …; @bo: …
        Alle tests groen voor donderdag                 => promise: Alle tests groen [2026-12-03]
        Wie-is-wie-pagina voor donderdag                => promise: Wie-is-wie-pagina [2026-12-03]
        als het lukt de importer donderdag              => ? perhaps: de importer donderdag
        ik ga de importer donderdag niet halen => ? perhaps: ship the importer by Friday
        Bo vragen het schema te bekijken => promise: Bo vragen het schema te bekijken
        importer donderdag om 3 uur => promise: importer [2026-12-03T02:00Z]
    """,
}
"""Lines under "Next"."""

HINDRANCES = {
    "en": r"""
        no blockers                                    => nothing
        no blockers atm                                => nothing
        nothing blocked rn                             => nothing
        no blockers from my side                       => nothing
        None 🎉                                         => nothing
        nope, all good                                 => nothing
        all good here                                  => nothing
        nothing major                                  => nothing
        no blockers! :)                                => nothing
        still nothing                                  => nothing
        currently nothing, thanks                      => nothing
        not blocked                                    => nothing
        I'm not blocked                                => nothing
        not at the moment                              => nothing
        not really                                     => nothing
        n/a                                            => nothing
        -                                              => nothing
        no access to the staging DB                    => help: no access to the staging DB
        same as last week                              => ? as-before: Blocked: a DBA for an hour
        nothing works on staging since Tuesday         => help: nothing works on staging since Tuesday
        none, except that I need a review from Bo      => help: none, except that I need a review from Bo
        no one can log in                              => help: no one can log in
        nothing from Bo yet                            => help: nothing from Bo yet
        not able to log in                             => help: not able to log in
        no                                             => nothing
        no problem that we can't fix                   => help: no problem that we can't fix
        still no access                                => help: still no access
        No test data yet                               => help: No test data yet
        yes: the vendor                                => help: yes: the vendor
        zero disk space                                => help: zero disk space
        no need to wait for Bo, but the vendor is slow => help: no need to wait for Bo, but the vendor is slow
        all clear 👍                                    => nothing
        none :)                                        => nothing
        No, but thanks!                                => help: No, but thanks!
        nothing I can't handle                         => help: nothing I can't handle
        just waiting for Bo's review                   => help: just waiting for Bo's review
        nobody                                         => nothing
        no blockers, thanks @chen for the review       => thanks @chen: the review
    """,
    "de": r"""
        keine Blocker                  => nothing
        aktuell nichts                 => nothing
        nein, alles gut                => nothing
        momentan keine Blocker bei mir => nothing
        nix 👍                          => nothing
        bin nicht blockiert            => nothing
        kein Zugang zu Staging         => help: kein Zugang zu Staging
        niemand kann sich einloggen    => help: niemand kann sich einloggen
        kein Problem mehr              => help: kein Problem mehr
        Läuft nicht auf Staging        => help: Läuft nicht auf Staging
        keine, alles im grünen Bereich => help: keine, alles im grünen Bereich
        zur Zeit keine                 => nothing
    """,
    "fr": r"""
        rien pour l'instant        => nothing
        non, tout va bien          => nothing
        pas de blocage de mon côté => nothing
        aucun 👍                    => nothing
        RAS                        => nothing
        je ne suis pas bloquée     => nothing
        pas d'accès à la base      => help: pas d'accès à la base
        personne ne répond         => help: personne ne répond
        rien ne marche             => help: rien ne marche
        aucun problème de mon côté => nothing
        rien de bloquant, merci    => nothing
    """,
    "es": r"""
        nada por ahora              => nothing
        ninguno, todo bien          => nothing
        sin bloqueos por mi parte   => nothing
        no estoy bloqueada          => nothing
        de momento nada 👍           => nothing
        sin acceso a staging        => help: sin acceso a staging
        nadie responde              => help: nadie responde
        nada funciona               => help: nada funciona
        ninguno de momento, gracias => nothing
        por ahora todo bien         => nothing
    """,
    "pt": r"""
        nada por enquanto            => nothing
        nenhum, tudo certo           => nothing
        sem bloqueios da minha parte => nothing
        não estou bloqueado          => nothing
        sem impedimentos             => nothing
        por agora nada 👍             => nothing
        sem acesso ao staging        => help: sem acesso ao staging
        ninguém responde             => help: ninguém responde
        nada funciona                => help: nada funciona
        nenhum de momento            => nothing
        tudo certo por aqui          => nothing
    """,
    "it": r"""
        niente per ora             => nothing
        nessuno, tutto ok          => nothing
        nessun blocco da parte mia => nothing
        non sono bloccata          => nothing
        al momento niente 👍        => nothing
        tutto a posto              => nothing
        nessun accesso a staging   => help: nessun accesso a staging
        nessuno risponde           => help: nessuno risponde
        niente funziona            => help: niente funziona
        nessuno al momento, grazie => nothing
        tutto bene da parte mia    => nothing
    """,
    "nl": r"""
        geen blokkades op dit moment => nothing
        nee, alles goed              => nothing
        op dit moment niets          => nothing
        niks van mijn kant           => nothing
        ik ben niet geblokkeerd      => nothing
        geen blockers 👍              => nothing
        geen toegang tot staging     => help: geen toegang tot staging
        niemand reageert             => help: niemand reageert
        niets werkt                  => help: niets werkt
        geen, alles loopt            => nothing
        niets op dit moment, dank    => nothing
    """,
}
"""Lines under "Blocked"."""

RULED = {
    "en": r"""
        should we keep SQLite?             => note: - should we keep SQLite?
        none yet                           => nothing
        nothing decided yet                => nothing
        tbd                                => note: - tbd
        we should keep SQLite              => ? undecided: Decision: we should keep SQLite; Intent: we should keep SQLite
        still open: SQLite or Postgres     => ? undecided: Decision: still open: SQLite or Postgres; Intent: still open: SQLite or Postgres
        no decision on SQLite              => decision: no decision on SQLite
        open source the importer           => decision: open source the importer
        should anything break we roll back => decision: should anything break we roll back
    """,
}
"""Lines under "Decisions"."""

NEWS = {
    "en": r"""
        same as last week => done: same as last week
        ✅ schema review   => done: schema review
        ❌ release notes   => done: ❌ release notes
        Thursday off => done: Thursday off
    """,
}
"""Lines under "Done"."""

SAID = {
    "en": r"""
        Done - the importer                                     => done: the importer
        No blockers here.                                       => nothing
        nothing blocking at the moment                          => nothing
        Next: it will be a quiet week                           => note: Next: it will be a quiet week
        Next: mostly support duty                               => note: Next: mostly support duty
        Next: I'm on support this week, so not much             => note: Next: I'm on support this week, so not much
        Next: finish the importer by Thursday. Then I'll see.   => promise: finish the importer [2026-12-03] | next: Then I'll see
        Next: I'll ship the importer by Thursday and write the docs by Friday => promise: ship the importer [2026-12-03] | promise: write the docs [2026-11-27]
        Next: ship the importer by Thursday; write the docs by Monday => promise: ship the importer [2026-12-03] | promise: write the docs [2026-11-30]
        Next: ship the importer by Thursday, write the docs by Monday => promise: ship the importer [2026-12-03] | promise: write the docs [2026-11-30]
        Done: schema review. Next: ship the importer by Thursday. Blocked: nothing. => done: schema review | promise: ship the importer [2026-12-03]
        Yesterday: schema review. Today: ship the importer by Thursday. => done: schema review | promise: ship the importer [2026-12-03]
        Done: schema review / Next: ship it by Thursday         => done: schema review | promise: ship it [2026-12-03]
        Done: schema review | Next: ship it by Thursday | Blockers: none => done: schema review | promise: ship it [2026-12-03]
        PS: I'll be slower this week                            => notes: I'll be slower this week
        I'm off next week                                       => away [2026-12-04]: 2026-11-30
        I'm on PTO until Thursday                               => away [2026-12-03]
        OOO next week                                           => away [2026-12-04]: 2026-11-30
        I'll be on vacation from 3 Dec to 7 Dec                 => away [2026-12-07]: 2026-12-03
        back on Monday                                          => note: back on Monday
        fyi I'm out tomorrow                                    => note: fyi I'm out tomorrow
        should I do the docs by Thursday?                       => note: should I do the docs by Thursday?
        I talked to Bo about C12 and he will look at it         => note: I talked to Bo about C12 and he will look at it
        Thanks for the help with C12, Bo!                       => note: Thanks for the help with C12, Bo!
        big thanks to @eve for the rescue                       => thanks @eve: the rescue
        we decided to keep SQLite                               => note: we decided to keep SQLite
        Decision - we keep SQLite                               => decision: we keep SQLite
        DECISION: we keep SQLite, because it's enough           => decision: we keep SQLite (because it's enough)
        We decided: we keep SQLite                              => decision: we keep SQLite
        We've agreed: we keep SQLite                            => decision: we keep SQLite
        Intent - drop Python 3.11 unless objected by Thursday   => intent: drop Python 3.11 [2026-12-03]
        I intend to drop Python 3.11 unless somebody objects by Thursday => intent: drop Python 3.11 [2026-12-03]
        Intention: drop 3.11 on Friday                          => intent: drop 3.11 on Friday
        see https://tracker.example/C12 done                    => note: see https://tracker.example/C12 done
        `C12 done`                                              => C12 done
        "2 done"                                                => C12 done
        Next (each line becomes a commitment; add a day): ship it Thu => promise: ship it [2026-12-03]
        please move 2 to Thursday                               => C12 to [2026-12-03]
        can you move 2 to Thursday?                             => C12 to [2026-12-03]
        can we push 2 to Thursday?                              => ? conditional: push 2 to Thursday
        pls push 2 to Thursday, vendor is late                  => C12 to [2026-12-03]: vendor is late
        2 done!!                                                => C12 done
        re 2: done                                              => C12 done
        2) +1w                                                  => C12 to [+1w]
        number 2 is done                                        => C12 done
        no. 2 done                                              => C12 done
        C12 is done, finally                                    => C12 done: finally
        c12 shipped yesterday                                   => C12 done: yesterday
        C-12 done                                               => C12 done
        C12/C14 done                                            => C12 done | C14 done
        C12 and C14 are done                                    => C12 done | C14 done
        2 nope                                                  => ? not-for: 2 done; 2 to Friday because …; 2 at risk: …
        3 👍                                                     => D4 ok
        3 fine by me but watch the write rate                   => D4 ok: watch the write rate | D4 advice: watch the write rate
        3 sounds good                                           => D4 ok
        3 looks good to me                                      => D4 ok
        3 go ahead                                              => D4 ok
        3 works for me                                          => D4 ok
        3 no concerns                                           => D4 ok
        3 no objections from me                                 => D4 ok
        +1 to D4                                                => D4 ok
        ok with D4                                              => D4 ok
        D4 I object because the edge nodes need it              => D4 object: the edge nodes need it
        D4 I'm against it, the edge nodes need 3.11             => D4 object: the edge nodes need 3.11
        D4 -1 too risky                                         => D4 object: too risky
        3 not ok                                                => ? unknown-command: 3 ok; 3 object: …; 3 advice: …
        3 not sure                                              => ? unknown-command: 3 ok; 3 object: …; 3 advice: …
        3 ok?                                                   => ? conditional: 3 ok
        drop C12                                                => C12 drop
        let's drop C12, the customer left                       => C12 drop: the customer left
        help with 2                                             => C12 help
        need help with C12                                      => C12 help
        stuck on 2: vendor                                      => C12 help: vendor
        I'm stuck on C12                                        => C12 help
        C12 won't make it                                       => C12 at risk
        C12 will be late                                        => C12 at risk
        C12 running late, vendor                                => C12 at risk: vendor
        C12 not done yet                                        => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
        2 not done                                              => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 almost done                                           => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 still in progress                                     => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 50%                                                   => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 is not finished, needs till Thursday                  => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 done if Bo merges                                     => ? conditional: 2 done
        2 needs until Thursday                                  => C12 to [2026-12-03]
        C12 needs 3 more days                                   => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
        C12 will be done by Thursday                            => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
        2 - Thursday                                            => C12 to [2026-12-03]
        I finished C12 yesterday                                => C12 done: yesterday
        I've shipped C12                                        => C12 done
        just closed C12                                         => C12 done
        I haven't finished C12                                  => note: I haven't finished C12
        2 done 3 ok                                             => C12 done | D4 ok
        2 done and 3 ok                                         => C12 done | D4 ok
        2 done, 3 fine                                          => C12 done | D4 ok
        1 nothing new, 2 done                                   => note: 1 nothing new, 2 done
        all done                                                => note: all done
        undo please                                             => undo
        pls stop                                                => stop
        skip this week please                                   => weekly skip
        I have finished the C12 draft but Bo wants changes      => note: I have finished the C12 draft but Bo wants changes
        I can take C12 off the list if you like                 => note: I can take C12 off the list if you like
        We need to drop the ball less often                     => note: We need to drop the ball less often
        I just moved to Berlin                                  => note: I just moved to Berlin
        On Monday 2 people will join                            => note: On Monday 2 people will join
        My 2 cents: fine                                        => note: My 2 cents: fine
        for 2 days I was ill                                    => note: for 2 days I was ill
        about 3 of the tests fail                               => note: about 3 of the tests fail
        2 of the tests still fail                               => note: 2 of the tests still fail
        2 servers are down                                      => note: 2 servers are down
        3 customers object: too slow                            => note: 3 customers object: too slow
        All good here, thanks Bo!                               => thanks Bo: All good here
        Nothing blocked except the importer                     => note: Nothing blocked except the importer
        No problem with the importer any more                   => note: No problem with the importer any more
        I'm off to a good start                                 => note: I'm off to a good start
        I'm out of ideas                                        => note: I'm out of ideas
        I'm away from my desk a lot                             => note: I'm away from my desk a lot
        back to normal on Monday                                => note: back to normal on Monday
        We agreed: Bo takes the importer                        => decision: Bo takes the importer
        I intend to be in Lisbon next week                      => note: I intend to be in Lisbon next week
        Please take a look at C12                               => note: Please take a look at C12
        please help                                             => help
        Can you help me with the docs?                          => note: Can you help me with the docs?
        could you stop by on Monday?                            => note: could you stop by on Monday?
        Can we talk about C12?                                  => note: Can we talk about C12?
        let's talk about D4                                     => note: let's talk about D4
        I agree with Bo                                         => note: I agree with Bo
        I need help with the importer                           => note: I need help with the importer
        "the importer is done" he said                          => note: "the importer is done" he said
        "Nothing is lost" is what Bo said about C12             => note: "Nothing is lost" is what Bo said about C12
        Next time: ask earlier                                  => note: Next time: ask earlier
        Today: quiet. Tomorrow: busy.                           => note: Today: quiet. Tomorrow: busy.
        Done: moved the notes: all of them                      => done: moved the notes: all of them
        Done: read "Next: a novel"                              => done: read "Next: a novel"
        Done: v2. Notes: it was slow                            => done: v2 | notes: it was slow
        Done: fixed the bug in Blocked: status                  => done: fixed the bug in | help: status
        Note to self: buy milk                                  => note: Note to self: buy milk
        C12's tests are green                                   => note: C12's tests are green
        drop C12's old tests                                    => note: drop C12's old tests
        I'd like to hear about D4                               => note: I'd like to hear about D4
        we should object to D4                                  => note: we should object to D4
        no. 2 on the list is the importer                       => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        point 2 of the agenda took long                         => note: point 2 of the agenda took long
        3 is a bad idea                                         => ? not-for: 3 ok; 3 object: …; 3 advice: …
        3 I'd rather wait                                       => ? unknown-command: 3 ok; 3 object: …; 3 advice: …
        3 don't                                                 => ? unknown-command: 3 ok; 3 object: …; 3 advice: …
        D4 ok but not before May                                => ? conditional: D4 ok
        D4 sounds good, but not now                             => ? conditional: D4 ok
        D4 looks risky                                          => ? not-for: D4 ok; D4 object: …; D4 advice: …
        D4 fine if Bo agrees                                    => ? conditional: D4 ok
        D4 all fine, go ahead                                   => ? unknown-command: D4 ok; D4 object: …; D4 advice: …
        C12 done by Bo                                          => ? conditional: C12 done
        C12 complete rewrite needed                             => C12 done: rewrite needed
        C12 closed for now                                      => C12 done: for now
        C12 is not dropped                                      => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
        C12 isn't at risk                                       => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
        C12 no risk                                             => ? not-for: C12 done; C12 to Friday because …; C12 at risk: …
        C12 no longer at risk                                   => ? not-for: C12 done; C12 to Friday because …; C12 at risk: …
        C12 push notifications work now                         => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
        C12 shift work is a problem                             => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
        C12 delay                                               => ? no-day: C12 to Friday because the vendor is late
        C12 late                                                => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
        2 100% done                                             => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 is ready                                              => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 DONE ✅                                                => C12 done
        2: done, 3: ok                                          => C12 done | D4 ok
        2 done / 3 ok                                           => C12 done | D4 ok
        2 done. 3 ok.                                           => C12 done | D4 ok
        done with C12                                           => C12 done
        C12 done and dusted                                     => C12 done: and dusted
        C12 - shipped!                                          => C12 done
        I'm done with 2                                         => C12 done
        2: all done, see the wiki                               => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 finished this morning                                 => C12 done: this morning
        2 delivered, thx @eve                                   => C12 done: thx @eve
        C12 will slip to Thursday, sorry                        => C12 to [2026-12-03]: sorry
        need to push C12 to Thursday because the vendor is late => C12 to [2026-12-03]: the vendor is late
        2 moved to Thu                                          => C12 to [2026-12-03]
        2 new eta Thursday                                      => C12 to [2026-12-03]
        2 eta Thursday                                          => C12 to [2026-12-03]
        Could you please move C12 to next Thursday              => C12 to [2026-12-03]
        2 cancel please                                         => C12 drop: please
        no longer need C12                                      => note: no longer need C12
        3 ok from my side                                       => D4 ok
        3 yes please                                            => D4 ok
        3 I'm fine with that                                    => D4 ok
        3 strongly against, too risky                           => D4 object: too risky
        3 objection! the edge nodes                             => D4 object: the edge nodes
        3 I have concerns: the write rate                       => ? unknown-command: 3 ok; 3 object: …; 3 advice: …
        3 hold off for 2 days                                   => D4 hold [+2d]
        3 need more time                                        => D4 hold
        object to 3: too risky                                  => D4 object: too risky
        agree with D4                                           => D4 ok
        H3 count me in                                          => H3 take
        H3 I could do a part: the tests                         => ? unknown-command: H3 take; H3 part: …; H3 can't
        H3 ask @bo                                              => H3 refer @bo
        H3 sorry, can't                                         => H3 can't: can't
        blocked: no                                             => nothing
        Blocked - nope                                          => nothing
        Nothing is blocking me right now, thanks                => nothing
        Out of office until Thursday                            => away [2026-12-03]
        I'll be off on Monday                                   => away [2026-11-30]: 2026-11-30
        on leave from 3 Dec                                     => ? no-day: away until 5 Jan
        Decision made: we keep SQLite since it's enough         => decision: we keep SQLite (because it's enough)
        Decided: SQLite stays                                   => decision: SQLite stays
        2 to tomorrow?                                          => ? conditional: 2 to tomorrow
        2 +3d?                                                  => ? conditional: 2 to +3d
        We shipped 2: the importer and the exporter             => note: We shipped 2: the importer and the exporter
        I closed 2, 3 to go                                     => note: I closed 2, 3 to go
        I've done 2                                             => C12 done
        We must move 2 to the new cluster                       => note: We must move 2 to the new cluster
        please push 2 to prod                                   => note: please push 2 to prod
        Bo and I shipped C12                                    => note: Bo and I shipped C12
        move 2 to 3 Dec                                         => C12 to [2026-12-03]
        C12 *done* => C12 done
        2 *done* => C12 done
        **C12** **done** => C12 done
        C12: *done*, on the wiki => C12 done: on the wiki
        C12 done: fixed *this* and __init__ => C12 done: fixed *this* and __init__
        C12 done next week => ? conditional: C12 to 4 December; C12 done
        C12 done in 2 weeks => ? conditional: C12 to 11 December; C12 done
        C12 done 3 Dec => ? conditional: C12 to 3 December; C12 done
        C12 done on Monday => C12 done: on Monday
        C12 done 3 Nov => C12 done: 3 Nov
        C12 done, next week the docs => C12 done: next week the docs
        C12 drop if the customer leaves => ? conditional: C12 drop because the customer left
        C12 drop or move to Friday => ? conditional: C12 drop because the customer left
        C12 drop the docs part => ? conditional: C12 drop because the customer left
        C12 drop, the customer left => C12 drop: the customer left
        I moved C12 to Thursday => C12 to [2026-12-03]
        C12 delayed until Monday => C12 to [2026-11-30]
        3 whatever => ? unknown-command: 3 ok; 3 object: …; 3 advice: …
        3 people joined the call and we spoke => note: 3 people joined the call and we spoke
        away Mon-Wed => away [2026-12-02]: 2026-11-30
        away Wednesday to Friday => away [2026-12-04]: 2026-12-02
        away Thursday and Friday => away [2026-12-04]: 2026-12-03
        away Friday and Monday => away [2026-11-30]: 2026-11-27
        away Monday and Thursday => ? no-day: away until 5 Jan
        I'm off next Thu + Fri => away [2026-12-04]: 2026-12-03
        out Mon-Wed => ? conditional: free on Fridays; away 3 Dec to 7 Dec
        I'm free Thursday and Friday => ? conditional: free on Fridays; away 3 Dec to 7 Dec
        off every Friday => free: 4
        Thursday off => away [2026-12-03]: 2026-12-03
        Friday demo off => note: Friday demo off
        2 done, also C14 done => C12 done | C14 done
        C12 done, help C14 => C12 done | C14 help
        C12 done, ask 2 people => C12 done: ask 2 people
        @bo: thanks for the review on Thursday => note: @bo: thanks for the review on Thursday
        @bo: are you in on Thursday? => note: @bo: are you in on Thursday?
        @bo: can you review it by Thursday? => promise @bo: review it [2026-12-03]
        @bo: I'll send it by Thursday => ? whose: me: …; @bo: …
        @bo: I need the schema by Thursday => ? whose: me: …; @bo: …
        Decision: maybe postgres? => note: Decision: maybe postgres?
        Decision: we should use postgres => ? undecided: Decision: we should use postgres; Intent: we should use postgres
        Commitment: hopefully ship the importer by Thursday => ? perhaps: ship the importer by Thursday
        H3 part: 2 hours on Thursday => H3 part [2026-12-03]: 2 hours on Thursday
    """,
    "de": r"""
        2 ist erledigt                                => C12 done
        2 noch nicht fertig                           => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 fast fertig                                 => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        bitte 2 auf Donnerstag verschieben            => C12 to [2026-12-03]
        2 bitte auf Donnerstag                        => C12 to [2026-12-03]
        Nummer 2 ist fertig                           => C12 done
        zu 2: erledigt                                => C12 done
        3 passt für mich                              => D4 ok
        3 von mir aus                                 => D4 ok
        3 bin dagegen, zu riskant                     => D4 object: zu riskant
        C12 wird später                               => C12 at risk
        C12 schaffe ich nicht                         => ? not-for: C12 done; C12 to Friday because …; C12 at risk: …
        ich bin nächste Woche im Urlaub               => away [2026-12-04]: 2026-11-30
        Nächste Woche: Urlaub                         => note: Nächste Woche: Urlaub
        C12 habe ich fertig                           => C12 done
        Wir haben entschieden: wir bleiben bei SQLite => decision: wir bleiben bei SQLite
        2 gute Gespräche                              => note: 2 gute Gespräche
        Ich bin gerade umgezogen                      => note: Ich bin gerade umgezogen
        C12 auf dem Weg                               => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
        D4 gerne, aber erst im Mai                    => ? not-for: D4 ok; D4 object: …; D4 advice: …
        zu 2 Kunden gefahren                          => note: zu 2 Kunden gefahren
        mit 2 bin ich fertig                          => note: mit 2 bin ich fertig
        2 gestern erledigt                            => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        C12 ist seit gestern fertig                   => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
        C12 erledigt seit gestern                     => C12 done: seit gestern
        3 einverstanden, danke                        => D4 ok
        2 verschiebe ich auf Donnerstag               => C12 to [2026-12-03]
        C12 muss auf Donnerstag                       => C12 to [2026-12-03]
        keine blocker, danke @chen fürs Review!       => thanks @chen: Review
        C12 fertig nächste Woche => ? conditional: C12 to 4 December; C12 done
        C12 streichen oder verschieben => ? conditional: C12 drop because the customer left
        3 passt nicht => ? unknown-command: 3 ok; 3 object: …; 3 advice: …
        abwesend Do bis Fr => away [2026-12-04]: 2026-12-03
        abwesend Do + Fr => away [2026-12-04]: 2026-12-03
        abwesend jeden Freitag => free: 4
        Mo-Mi im Urlaub => away [2026-12-02]: 2026-11-30
    """,
    "fr": r"""
        2 c'est fait                          => C12 done
        2 pas encore fini                     => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 presque fini                        => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        merci de décaler 2 à jeudi            => C12 to [2026-12-03]
        le 2 est fait                         => C12 done
        numéro 2 : fait                       => C12 done
        3 ça me va                            => D4 ok
        3 pas de problème pour moi            => D4 ok
        3 je suis contre, trop risqué         => D4 object: trop risqué
        C12 sera en retard                    => C12 at risk
        C12 avancé, pas fini                  => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
        je suis en congé la semaine prochaine => away [2026-12-04]: 2026-11-30
        j'ai fini C12 hier                    => C12 done: hier
        On a décidé : on garde SQLite         => decision: on garde SQLite
        Le 2 décembre je suis absent          => note: Le 2 décembre je suis absent
        la 3 est à revoir                     => note: la 3 est à revoir
        C12 c'est livré                       => C12 done
        2 reporté à jeudi                     => C12 to [2026-12-03]
        2 : jeudi plutôt                      => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        C12 abandonner si le client part => ? conditional: C12 drop because the customer left
        C12 fini la semaine prochaine => ? conditional: C12 to 4 December; C12 done
        en congé à partir de lundi => ? no-day: away until 5 Jan
        vacances du 3 au 7 décembre => away [2026-12-07]: 2026-12-03
    """,
    "es": r"""
        2 ya está hecho                       => C12 done
        2 todavía no                          => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 casi listo                          => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        por favor mueve el 2 al jueves        => C12 to [2026-12-03]
        2 pásalo al jueves                    => C12 to [2026-12-03]
        número 2 hecho                        => C12 done
        3 me parece bien                      => D4 ok
        3 por mí bien                         => D4 ok
        3 estoy en contra: demasiado riesgo   => D4 object: demasiado riesgo
        C12 llegará tarde                     => C12 at risk
        estoy de vacaciones la próxima semana => away [2026-12-04]: 2026-11-30
        he terminado C12                      => C12 done
        Hemos decidido: seguimos con SQLite   => decision: seguimos con SQLite
        ¿podemos mover 2 al jueves?           => ? conditional: mover 2 al jueves
        El 2 de diciembre no estaré           => note: El 2 de diciembre no estaré
        a 2 pasos del final                   => note: a 2 pasos del final
        2 terminado ayer                      => C12 done: ayer
        C12 lo muevo al jueves                => C12 to [2026-12-03]
        3 ok por mi parte                     => D4 ok
        vacaciones del 3 al 7 de diciembre => away [2026-12-07]: 2026-12-03
    """,
    "pt": r"""
        2 já está feito                   => C12 done
        2 ainda não                       => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 quase pronto                    => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        por favor adiar o 2 para quinta   => C12 to [2026-12-03]
        número 2 feito                    => C12 done
        3 por mim tudo bem                => D4 ok
        3 pode ser                        => D4 ok
        3 sou contra: muito arriscado     => D4 object: muito arriscado
        C12 vai atrasar                   => C12 at risk
        estou de férias na próxima semana => away [2026-12-04]: 2026-11-30
        terminei C12 ontem                => C12 done: ontem
        Decidimos: ficamos com o SQLite   => decision: ficamos com o SQLite
        o 2 de dezembro é feriado         => note: o 2 de dezembro é feriado
        Já moveram C12 para a lista       => note: Já moveram C12 para a lista
        C12 entregue ontem                => C12 done: ontem
        2 adiado para quinta              => C12 to [2026-12-03]
        de férias do 3 a 7 de dezembro => away [2026-12-07]: 2026-12-03
    """,
    "it": r"""
        2 è fatto                           => C12 done
        2 non ancora                        => ? not-for: 2 done; 2 to Friday because …; 2 at risk: …
        2 quasi finito                      => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        per favore sposta 2 a giovedì       => C12 to [2026-12-03]
        sposta il 2 a giovedì               => C12 to [2026-12-03]
        numero 2 fatto                      => C12 done
        3 per me va bene                    => D4 ok
        3 sono d'accordo                    => D4 ok
        3 sono contrario: troppo rischioso  => D4 object: troppo rischioso
        C12 sarà in ritardo                 => C12 at risk
        sono in ferie la prossima settimana => away [2026-12-04]: 2026-11-30
        ho finito C12 ieri                  => C12 done: ieri
        Abbiamo deciso: teniamo SQLite      => decision: teniamo SQLite
        il 2 dicembre sono in ferie         => note: il 2 dicembre sono in ferie
        ho 2 clienti nuovi                  => note: ho 2 clienti nuovi
        C12 consegnato ieri                 => C12 done: ieri
        2 rinviato a giovedì                => C12 to [2026-12-03]
        C12 fatto la prossima settimana => ? conditional: C12 to 4 December; C12 done
    """,
    "nl": r"""
        2 is klaar                           => C12 done
        2 nog niet                           => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        2 bijna klaar                        => ? unknown-command: 2 done; 2 to Friday because …; 2 at risk: …
        graag 2 naar donderdag verplaatsen   => C12 to [2026-12-03]
        nummer 2 is klaar                    => C12 done
        3 prima wat mij betreft              => D4 ok
        3 vind ik goed                       => D4 ok
        3 ben ik tegen, te riskant           => D4 object: te riskant
        C12 wordt later                      => C12 at risk
        ik ben volgende week op vakantie     => away [2026-12-04]: 2026-11-30
        C12 heb ik afgerond                  => C12 done
        We hebben besloten: we houden SQLite => decision: we houden SQLite
        de 2 nieuwe collega's zijn er        => note: de 2 nieuwe collega's zijn er
        ik heb 3 vragen                      => note: ik heb 3 vragen
        C12 gisteren afgerond                => ? unknown-command: C12 done; C12 to Friday because …; C12 at risk: …
        2 verplaatst naar donderdag          => C12 to [2026-12-03]
        volgende week vrij => away [2026-12-04]: 2026-11-30
    """,
}
"""Lines under no heading; 2 is a commitment that is due, 3 an intent."""

OFFERED = {
    "en": r"""
        4 yes                      => C19 accept
        4 happy to                 => C19 accept
        4 sure, no problem         => C19 accept: no problem
        4 will do                  => C19 accept
        4 yes but Thursday         => ? conditional: 4 accept
        4 can't this week, sorry   => ? unknown-command: 4 accept; 4 decline because …
        4 Thursday works           => ? unknown-command: 4 accept; 4 decline because …
        accepted                   => C19 accept
        I'll take H3               => H3 take
        H3 I can help              => H3 take
        H3 not me, ask Bo          => H3 can't: ask Bo
        4 ok, but only if Bo helps => ? conditional: 4 accept
        4 no can do                => ? unknown-command: 4 accept; 4 decline because …
        yes to 4                   => C19 accept
        4 I'll do it               => C19 accept
        4: declined, no time       => C19 decline: no time
        4 ok for Thursday => ? unknown-command: 4 accept; 4 decline because …
        yes to 4, no to 3 because it's too early => C19 accept | D4 object: it's too early
        4 yes, after Friday => ? conditional: 4 accept
    """,
}
"""The same where 4 is a commitment that is offered."""

MAILS = {
    "en": r"""
        *Done*⏎- schema review⏎*Next*⏎- ship it by Thursday    => done: schema review | promise: ship it [2026-12-03]
        **Next:**⏎- ship it by Thursday                        => promise: ship it [2026-12-03]
        DONE⏎schema review⏎NEXT⏎ship it by Thursday            => done: schema review | promise: ship it [2026-12-03]
        Done so far:⏎- schema review                           => done: schema review
        done so far⏎- schema review⏎next⏎- ship it thursday    => done: schema review | promise: ship it [2026-12-03]
        - schema review⏎- two interviews⏎Next⏎- ship it by Thursday⏎Blocked: no => done: schema review | done: two interviews | promise: ship it [2026-12-03]
        Blocked: vendor access⏎Done: schema review             => help: vendor access | done: schema review
        Next⏎- ship it by Thursday⏎Done⏎- schema review        => promise: ship it [2026-12-03] | done: schema review
        Done: a⏎Next: b by Thursday⏎Done: c                    => done: a | promise: b [2026-12-03] | done: c
        [Done] schema review⏎[Next] ship it by Thursday        => done: schema review | promise: ship it [2026-12-03]
        Yesterday I did the schema review⏎Today I'll ship the importer => note: Yesterday I did the schema review | note: Today I'll ship the importer
        Yesterday:⏎- schema review⏎Today:⏎- ship it⏎Blockers:⏎- none => done: schema review | promise: ship it
        In progress:⏎- importer⏎Done:⏎- schema review          => notes: importer | done: schema review
        Done⏎- schema review⏎In progress:⏎- importer           => done: schema review | notes: importer
        Next⏎- ship it by Thursday⏎Risks:⏎- vendor may be late => promise: ship it [2026-12-03] | note: Risks: | note: - vendor may be late
        Done⏎- schema review⏎Risks:⏎- vendor may be late       => done: schema review | note: Risks: | note: - vendor may be late
        Hi,⏎⏎thanks!⏎⏎Best,⏎Ana                                => nothing
        Done:⏎none⏎Next:⏎none⏎Blocked:⏎none                    => nothing
        What I did⏎- schema review⏎What's next⏎- ship it by Thursday => done: schema review | promise: ship it [2026-12-03]
        Next⏎- ship it by Thursday⏎⏎Also, I'm on holiday until 5 Jan. => promise: ship it [2026-12-03] | note: Also, I'm on holiday until 5 Jan.
        Done: a; b⏎Next: -⏎Blocked: -⏎⏎Cheers⏎Ana              => done: a; b
    """,
    "de": r"""
        Gestern: Schema-Review⏎Heute: Importer ausliefern bis Donnerstag⏎Blocker: keine => done: Schema-Review | promise: Importer ausliefern [2026-12-03]
        erledigt bisher:⏎- Schema-Review => done: Schema-Review
    """,
    "fr": r"""
        Hier : revue du schéma⏎Aujourd'hui : livrer l'importeur jeudi⏎Blocages : aucun => done: revue du schéma | promise: livrer l'importeur [2026-12-03]
        *Fait*⏎- revue du schéma⏎*À venir*⏎- livrer l'importeur jeudi => done: revue du schéma | promise: livrer l'importeur [2026-12-03]
    """,
    "es": r"""
        Ayer: revisión del esquema⏎Hoy: entregar el importador el jueves⏎Bloqueos: ninguno => done: revisión del esquema | promise: entregar el importador [2026-12-03]
        Hecho:⏎- revisión⏎Próximos pasos:⏎- entregar el importador el jueves => done: revisión | promise: entregar el importador [2026-12-03]
    """,
    "pt": r"""
        Ontem: revisão do esquema⏎Hoje: entregar o importador até quinta⏎Impedimentos: nenhum => done: revisão do esquema | promise: entregar o importador [2026-12-03]
        Feito até agora:⏎- revisão => done: revisão
        Feito: esquema⏎Próximos: importador até quinta => done: esquema | promise: importador [2026-12-03]
    """,
    "it": r"""
        Ieri: revisione dello schema⏎Oggi: consegnare l'importatore entro giovedì⏎Blocchi: nessuno => done: revisione dello schema | promise: consegnare l'importatore [2026-12-03]
    """,
    "nl": r"""
        Gisteren: schema bekeken⏎Vandaag: importer opleveren op donderdag⏎Blokkades: geen => done: schema bekeken | promise: importer opleveren [2026-12-03]
    """,
}
"""Whole mails; ⏎ begins a new line."""


def rows(tables: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(language, *row) for language, written in tables.items() for row in table(written)]


def read(written: str, language: str, *items: Item) -> str:
    return in_words(reply(written, locale=LOCALES.get(language, language), names=TEAM, items=(*ENVELOPE, *items)))


@pytest.mark.parametrize(("language", "written", "expected"), rows(PROMISED))
def test_lines_under_next(language: str, written: str, expected: str):
    assert read(f"Next\n- {written}", language) == expected


@pytest.mark.parametrize(("language", "written", "expected"), rows(HINDRANCES))
def test_lines_under_blocked(language: str, written: str, expected: str):
    assert read(f"Blocked\n- {written}", language) == expected


@pytest.mark.parametrize(("language", "written", "expected"), rows(RULED))
def test_lines_under_decisions(language: str, written: str, expected: str):
    assert read(f"Decisions\n- {written}", language) == expected


@pytest.mark.parametrize(("language", "written", "expected"), rows(NEWS))
def test_lines_under_done(language: str, written: str, expected: str):
    assert read(f"Done\n- {written}", language) == expected


@pytest.mark.parametrize(("language", "written", "expected"), rows(SAID))
def test_lines_under_no_heading(language: str, written: str, expected: str):
    assert read(written, language) == expected


@pytest.mark.parametrize(("language", "written", "expected"), rows(OFFERED))
def test_answers_to_an_offer(language: str, written: str, expected: str):
    assert read(written, language, Item(4, "offer", "C19")) == expected


@pytest.mark.parametrize(("language", "written", "expected"), rows(MAILS))
def test_whole_mails(language: str, written: str, expected: str):
    assert read(written.replace("⏎", "\n"), language) == expected


def test_prose_below_an_answer_of_none_belongs_to_nothing():
    assert read("Blocked: none\nSee you on Monday", "en") == "note: See you on Monday"
    assert read("Blocked: none\nThanks @chen for the review", "en") == "thanks @chen: the review"
    assert read("Blocked: none\n- but the vendor is slow", "en") == "help: but the vendor is slow"


def test_without_the_names_of_the_team_a_title_is_no_owner():
    assert in_words(reply("Next\n- Bo: review the schema by Thursday")) == "promise: Bo: review the schema [2026-12-03]"
    assert in_words(reply("Next\n- Bo will review the schema by Thursday")) == "? whose: me: …; @bo: …"
    assert in_words(reply("Next\n- Bo: could you review it by Thursday")) == "? whose: me: …; @bo: …"


def test_what_is_perhaps_promised_can_be_settled():
    meant = reply("Next\n- hopefully the importer by Thursday").unclear[0].meant
    assert isinstance(meant, Promise)
    assert (meant.what, meant.due) == ("the importer", When("by Thursday", day=date(2026, 12, 3)))


def test_under_an_intent_a_mere_not_yet_is_no_empty_answer():
    assert read("3.\nnot really", "en") == "? under-item: 3 ok; 3 object: …; 3 advice: …"
