"""Lines that say nothing to record: greetings, closings, and answers that say "nothing"."""

from __future__ import annotations

from paceline.inbox.grammar.words import forms

GREETINGS = forms(
    en="hi, hello, hey, dear, good morning, good afternoon, good evening, morning, greetings, hiya",
    de="hallo, guten morgen, guten tag, guten abend, moin, servus, liebe, lieber, hi",
    fr="bonjour, bonsoir, salut, cher, chère, coucou",
    es="hola, buenos días, buenas tardes, buenas, estimado, estimada, querido, querida",
    pt="olá, oi, bom dia, boa tarde, boa noite, caro, cara",
    it="ciao, buongiorno, buonasera, salve, gentile, caro, cara",
    nl="hallo, hoi, goedemorgen, goedemiddag, goedenavond, beste, dag",
)
GREETED = forms(
    en="all, team, everyone, everybody, folks, both, there, again, guys, and, paceline",
    de="zusammen, alle, team, ihr, und, leute, miteinander",
    fr="tous, toutes, à tous, l'équipe, à toutes et à tous, et",
    es="a todos, a todas, todos, equipo, y",
    pt="a todos, a todas, pessoal, todos, equipa, equipe, e",
    it="a tutti, a tutte, tutti, ragazzi, e, team",
    nl="allemaal, iedereen, team, allen, en",
)
"""Whom a greeting may name besides a person."""

CLOSINGS = forms(
    en="best, best regards, best wishes, all the best, kind regards, warm regards, warmest regards,"
    " regards, cheers, br, rgds, thanks, thanks a lot, thanks again, thanks in advance, many thanks,"
    " thank you, thank you all, thx, ta, sincerely, yours, yours sincerely, have a nice day, have a"
    " good day, have a great day, have a nice weekend, have a good weekend, have a great week, see"
    " you, see you monday, talk soon, bye, take care, sent from my iphone, sent from my ipad, sent"
    " from my phone, sent from my mobile, that's all, that's it, have a nice one, enjoy the weekend,"
    " kr, warmly, with kind regards, thank you so much, thanks so much, thank you very much, ciao, see"
    " you tomorrow, see you next week, until next week",
    de="viele grüße, beste grüße, liebe grüße, freundliche grüße, mit freundlichen grüßen, schöne grüße,"
    " herzliche grüße, viele gruesse, beste gruesse, gruß, grüße, vg, lg, mfg, bg, danke, vielen dank,"
    " danke schön, danke dir, danke euch, danke im voraus, besten dank, schönen tag, schönes"
    " wochenende, tschüss, bis dann, bis montag, ciao, von meinem iphone gesendet, das war's, alles"
    " gute, bis morgen, bis nächste woche, bis bald, schönen abend, schönen feierabend, schönen gruß,"
    " dankeschön, tausend dank, mit besten grüßen, mit lieben grüßen, das wär's, das ist alles",
    fr="cordialement, bien cordialement, bien à vous, bien à toi, amicalement, sincèrement, merci, merci"
    " d'avance, merci beaucoup, bonne journée, bonne soirée, bon week-end, à bientôt, à plus, bises,"
    " envoyé de mon iphone, c'est tout, belle journée, bon courage, bonne semaine, bon weekend, bonne"
    " fin de journée, à demain, à la semaine prochaine, à lundi, un grand merci, mille mercis, cdlt,"
    " bien amicalement, voilà, voilà tout",
    es="saludos, un saludo, saludos cordiales, cordialmente, atentamente, gracias, muchas gracias, un"
    " abrazo, abrazos, hasta luego, buen día, enviado desde mi iphone, eso es todo, buen fin de"
    " semana, buena semana, que tengas buen día, hasta mañana, hasta el lunes, hasta la próxima"
    " semana, hasta pronto, mil gracias, atte, un cordial saludo, eso es todo por hoy, nada más",
    pt="cumprimentos, melhores cumprimentos, atenciosamente, abraço, abraços, um abraço, obrigado,"
    " obrigada, muito obrigado, muito obrigada, até logo, até já, bom fim de semana, enviado do meu"
    " iphone, é tudo, bom dia de trabalho, boa semana, bom trabalho, até amanhã, até segunda, até para"
    " a semana, até breve, muito obrigada a todos, att, com os melhores cumprimentos, é só isso,"
    " beijinhos, abs",
    it="saluti, cordiali saluti, un saluto, cordialmente, grazie, grazie mille, a presto, buona"
    " giornata, buon weekend, inviato da iphone, è tutto, buon fine settimana, buona settimana, buon"
    " lavoro, buona serata, a domani, a lunedì, alla prossima settimana, alla prossima, mille grazie,"
    " distinti saluti, un caro saluto, questo è tutto",
    nl="groeten, groet, met vriendelijke groet, vriendelijke groet, mvg, hartelijke groet, bedankt, dank"
    " je, dank je wel, dank u, alvast bedankt, fijne dag, fijn weekend, tot ziens, verstuurd vanaf"
    " mijn iphone, dat was het, goed weekend, fijne week, fijne avond, tot morgen, tot maandag, tot"
    " volgende week, tot snel, tot de volgende keer, hartelijk dank, heel erg bedankt, dankjewel, vr"
    " gr, gr, dat is alles",
)

EMPTY = forms(
    en="none, nothing, nil, nada, n/a, na, n.a., no, nope, nothing new, nothing to report, nothing to"
    " add, nothing else, nothing special, nothing more, no news, no change, no changes, no updates, no"
    " update, not applicable, no blocker, no blockers, no blocks, not blocked, nothing blocked,"
    " nothing blocking, nothing blocking me, nothing is blocked, nothing is blocking, nothing is"
    " blocking me, unblocked, no issues, no impediments, no obstacles, no decisions, no decision,"
    " nothing decided, no thanks, no notes, nothing done, nothing planned, nothing next, no plans, no"
    " help needed, all good, all clear, all fine, nothing major, nothing really, nothing much, nothing"
    " urgent, nothing to note, nothing to mention, nothing of note, nothing from my side, no blocking"
    " issues, no problems, no concerns, no impediment, zero, zero blockers, i'm not blocked, i am not"
    " blocked, i'm unblocked, we're not blocked, not blocked by anything, nobody, no one, everything"
    " is fine, everything's fine, everything is good, everything fine, all is well, all is good, all"
    " ok, all green, i'm good, i'm fine, we're good, no need, nothing blocks me, no dependencies, no"
    " risks, no help, nothing i need, don't need help, no help required, nil return, nowt, nothing"
    " decided yet, none yet",
    de="keine, keiner, keines, nichts, kein, nix, nein, nichts neues, nichts zu berichten, nichts"
    " besonderes, keine neuigkeiten, entfällt, keine blocker, kein blocker, keine blockaden, keine"
    " hindernisse, nicht blockiert, nichts blockiert, keine entscheidungen, nichts geplant, keine"
    " änderungen, alles gut, passt alles, gar nichts, nichts wichtiges, nichts weiter, nichts"
    " dringendes, keine probleme, kein problem, keine hürden, keine blockierungen, keine blockade,"
    " keine blocker bei mir, bin nicht blockiert, ich bin nicht blockiert, nichts blockiert mich,"
    " nichts was blockiert, alles ok, alles okay, alles in ordnung, alles läuft, alles bestens, alles"
    " grün, läuft, keine hilfe nötig, niemand, keine risiken, null, nada, nichts entschieden, keine"
    " beschlüsse, nichts zu tun, keine anmerkungen, fehlanzeige",
    fr="aucun, aucune, rien, néant, non, rien de neuf, rien à signaler, ras, r.a.s., rien de nouveau,"
    " rien de spécial, pas de blocage, aucun blocage, pas bloqué, pas bloquée, rien de bloqué, rien ne"
    " bloque, aucune décision, pas de décision, rien de prévu, sans objet, s.o., tout va bien, rien du"
    " tout, rien d'important, rien d'urgent, rien à ajouter, rien à dire, rien de particulier, rien de"
    " bloquant, aucun point bloquant, pas de point bloquant, pas de blocages, aucun problème, pas de"
    " problème, aucun souci, pas de souci, je ne suis pas bloqué, je ne suis pas bloquée, non bloqué,"
    " non bloquée, aucun obstacle, tout est ok, tout ok, tout va très bien, tout roule, personne, pas"
    " d'aide nécessaire, rien de décidé, pas de nouvelles, aucune nouvelle, rien à faire, aucune"
    " remarque",
    es="ninguno, ninguna, nada, no, sin novedad, sin novedades, nada nuevo, nada que reportar, sin"
    " bloqueos, ningún bloqueo, nada bloqueado, sin decisiones, ninguna decisión, sin cambios, todo"
    " bien, no aplica, nada de nada, nada importante, nada urgente, nada que añadir, nada especial,"
    " nada en particular, nada bloqueante, no hay bloqueos, ninguno por ahora, sin problemas, sin"
    " problema, ningún problema, sin impedimentos, sin obstáculos, no estoy bloqueado, no estoy"
    " bloqueada, todo ok, todo en orden, todo va bien, todo perfecto, nadie, no necesito ayuda, nada"
    " decidido, ningún cambio, nada planeado, nada previsto, n/a",
    pt="nenhum, nenhuma, nada, não, sem novidades, nada de novo, nada a relatar, sem bloqueios, nenhum"
    " bloqueio, nada bloqueado, sem decisões, nenhuma decisão, sem alterações, tudo bem, não se"
    " aplica, nada mesmo, nada de importante, nada urgente, nada a acrescentar, nada de especial, nada"
    " em particular, nada que bloqueie, não há bloqueios, sem impedimentos, sem problemas, sem"
    " problema, nenhum problema, sem obstáculos, nenhum impedimento, não estou bloqueado, não estou"
    " bloqueada, tudo ok, tudo certo, tudo em ordem, tudo bem por aqui, ninguém, não preciso de ajuda,"
    " nada decidido, nenhuma alteração, nada planeado, nada previsto, n/a",
    it="nessuno, nessuna, niente, nulla, no, nessuna novità, niente di nuovo, niente da segnalare,"
    " nessun blocco, nessun ostacolo, niente di bloccato, nulla di bloccato, non bloccato, nessuna"
    " decisione, nessun cambiamento, tutto bene, non applicabile, niente di che, niente di importante,"
    " niente di urgente, niente da aggiungere, niente di particolare, niente di speciale, niente di"
    " bloccante, nessun impedimento, nessun problema, nessun intoppo, nessun blocco al momento, non"
    " sono bloccato, non sono bloccata, tutto ok, tutto a posto, tutto in ordine, tutto procede bene,"
    " nessun aiuto necessario, niente di deciso, nessuna modifica, niente in programma, zero, n/a,"
    " nessun cambiamento da segnalare, nulla da segnalare, nulla di nuovo",
    nl="geen, niets, niks, nee, geen nieuws, niets nieuws, niets te melden, geen blokkades, niet"
    " geblokkeerd, niets geblokkeerd, geen besluiten, geen beslissingen, geen wijzigingen, alles goed,"
    " n.v.t., nvt, helemaal niets, niets bijzonders, niets belangrijks, niets dringends, niets toe te"
    " voegen, niets speciaals, niets dat blokkeert, geen blockers, geen blocker, geen belemmeringen,"
    " geen obstakels, geen problemen, geen probleem, ik ben niet geblokkeerd, ben niet geblokkeerd,"
    " alles ok, alles oké, alles in orde, alles prima, alles loopt, niemand, geen hulp nodig, niets"
    " besloten, niets gepland, geen opmerkingen, geen verandering, nul",
)
EMPTY_TAIL = forms(
    en="this week, today, at the moment, right now, for now, so far, from me, here, yet, currently, at"
    " this time, new, thanks, really, atm, rn, rly, from my side, on my side, from my end, on my end,"
    " on my part, for me, to report, to add, as of now, as of today, as far as i know, afaik, still,"
    " luckily, fortunately, thankfully, actually, either, and, so, then, :), ok, just now, thank you,"
    " since last week, since last time, nothing, just, only, i think, i guess, well, no, yes, all"
    " fine, thx, many thanks, cheers",
    de="diese woche, heute, im moment, zurzeit, aktuell, bisher, von mir, derzeit, gerade, bei mir, von"
    " meiner seite, meinerseits, momentan, noch, immer noch, weiterhin, so weit, soweit, zum glück,"
    " glücklicherweise, eigentlich, auch, und, also, jetzt, gerade nichts, danke, seit letzter woche,"
    " dazu, hier, ja, zur zeit, danke dir, danke euch",
    fr="cette semaine, aujourd'hui, pour l'instant, en ce moment, pour le moment, actuellement, de mon"
    " côté, de ma part, chez moi, à ce jour, toujours, encore, heureusement, ici, et, donc, merci, à"
    " l'heure actuelle, depuis la semaine dernière, pour moi, là, oui, maintenant, merci beaucoup,"
    " pour ma part",
    es="esta semana, hoy, por ahora, de momento, por el momento, por mi parte, de mi parte, por mi lado,"
    " por aquí, actualmente, ahora mismo, todavía, aún, afortunadamente, por suerte, y, pues, gracias,"
    " hasta ahora, desde la semana pasada, para mí, aquí, ahora, en este momento, sí, muchas gracias",
    pt="esta semana, hoje, por agora, de momento, por enquanto, da minha parte, do meu lado, por aqui,"
    " atualmente, neste momento, ainda, felizmente, por sorte, e, então, obrigado, obrigada, até"
    " agora, desde a semana passada, para mim, aqui, agora, no momento, sim, para já, muito obrigado,"
    " muito obrigada",
    it="questa settimana, oggi, per ora, al momento, da parte mia, da me, attualmente, adesso, ancora,"
    " fortunatamente, per fortuna, e, quindi, grazie, finora, dalla settimana scorsa, per me, qui,"
    " ora, in questo momento, sì, per il momento, a parte questo no, grazie mille, per adesso",
    nl="deze week, vandaag, op dit moment, voorlopig, momenteel, van mijn kant, van mijn zijde, bij mij,"
    " voor mij, nog, nog steeds, gelukkig, en, dus, bedankt, tot nu toe, sinds vorige week, hier, nu,"
    " tot dusver, ja, vooralsnog, even, dank, dank je, dank je wel",
)
"""What may follow an empty answer and leave it empty."""

DENIALS = forms(
    en="not really, not at the moment, not right now, not at present, not currently, not yet, not now,"
    " not today, not this week, not anymore, not any more",
    de="nicht wirklich, noch nicht, im moment nicht, momentan nicht, gerade nicht, derzeit nicht,"
    " eigentlich nicht, nicht mehr, heute nicht",
    fr="pas vraiment, pas encore, pas pour l'instant, pas pour le moment, pas en ce moment, pas"
    " actuellement, plus maintenant",
    es="no realmente, todavía no, aún no, por ahora no, de momento no, ahora no, ya no, hoy no",
    pt="nem por isso, ainda não, por agora não, de momento não, por enquanto não, agora não, já não, hoje não",
    it="non proprio, non ancora, per ora no, al momento no, adesso no, non più, oggi no",
    nl="niet echt, nog niet, op dit moment niet, momenteel niet, nu niet, niet meer, vandaag niet",
)
"""Empty answers under a heading only: about an item they mean something."""

THOUGH = forms(
    en="though, although, even though, even if",
    de="obwohl, auch wenn, wobei, obgleich",
    fr="bien que, même si, quoique, encore que",
    es="aunque, si bien",
    pt="embora, ainda que, se bem que",
    it="anche se, sebbene, benché",
    nl="hoewel, ook al, al was",
)
"""Behind an empty answer: what follows is told, not asked for ("not really, though staging was slow")."""
WANTED = forms(
    en="need, needs, help, hand, waiting, wait, could use",
    de="brauche, brauchen, bräuchte, hilfe, warte, warten",
    fr="besoin, aide, attends, attendons, faudrait",
    es="necesito, necesitamos, ayuda, espero, esperamos",
    pt="preciso, precisamos, ajuda, espero, esperamos",
    it="bisogno, serve, aiuto, aspetto, aspettiamo",
    nl="nodig, hulp, wacht, wachten",
)
"""But for words like these: "nothing, though I could use a hand"."""

AS_BEFORE = forms(
    en="same as last week, same as before, same as last time, same as yesterday, as last week, as"
    " before, see last week, same, ditto, no change from last week, unchanged, same as the last time,"
    " same as always, same as usual, as usual, as last time, as yesterday, same again, same here, same"
    " same, like last week, nothing changed, no change since last week",
    de="wie letzte woche, wie gehabt, wie letztes mal, wie vorher, siehe letzte woche, unverändert,"
    " dito, wie letzte woche auch, wie immer, wie üblich, gleich wie letzte woche, dasselbe, das"
    " gleiche, dasselbe wie letzte woche, das gleiche wie letzte woche, wie zuletzt, wie beim letzten"
    " mal, wie gestern",
    fr="comme la semaine dernière, idem, pareil, comme avant, même chose, pareil que la semaine"
    " dernière, idem que la semaine dernière, la même chose, la même chose que la semaine dernière,"
    " comme d'habitude, comme la dernière fois, inchangé, voir semaine dernière, comme hier",
    es="igual que la semana pasada, lo mismo, ídem, como antes, igual, lo mismo que la semana pasada, lo"
    " mismo de siempre, como siempre, como la semana pasada, como la última vez, igual que siempre,"
    " sin cambios desde la semana pasada, ver semana pasada, como ayer",
    pt="igual à semana passada, o mesmo, idem, como antes, o mesmo que na semana passada, o mesmo da"
    " semana passada, o mesmo de sempre, como sempre, como na semana passada, como da última vez,"
    " igual a sempre, sem alterações desde a semana passada, ver semana passada, como ontem",
    it="come la settimana scorsa, come prima, idem, uguale, lo stesso della settimana scorsa, lo stesso,"
    " la stessa cosa, come sempre, come al solito, come l'ultima volta, uguale alla settimana scorsa,"
    " invariato, vedi settimana scorsa, come ieri",
    nl="zelfde als vorige week, hetzelfde, idem, zoals vorige week, ongewijzigd, hetzelfde als vorige"
    " week, zelfde als altijd, zoals altijd, zoals gewoonlijk, zelfde als vorige keer, als vorige"
    " week, zie vorige week, zelfde, zoals gisteren, geen verandering sinds vorige week",
)
"""Points at another mail; what it says there is not copied."""

UNDECIDED = forms(
    en="tbd, tba, tbc, to be decided, to be determined, not sure yet, not sure, don't know yet, unknown,"
    " depends, it depends, to be confirmed, no idea, no idea yet, i don't know yet, i don't know, not"
    " decided yet, undecided",
    de="tbd, offen, noch offen, noch unklar, unklar, weiß noch nicht, mal sehen, tba, noch nicht klar,"
    " weiß ich noch nicht, keine ahnung, unbekannt, kommt darauf an, steht noch nicht fest, noch nicht"
    " entschieden",
    fr="à définir, à voir, pas encore sûr, je ne sais pas encore, ça dépend, tbd, à décider, à"
    " déterminer, à confirmer, pas sûr, pas sûre, inconnu, je ne sais pas, pas encore décidé",
    es="por definir, por ver, aún no lo sé, depende, tbd, por decidir, por determinar, por confirmar, no"
    " estoy seguro, no estoy segura, desconocido, no lo sé, sin decidir",
    pt="por definir, a definir, ainda não sei, depende, tbd, por decidir, a determinar, a confirmar, não"
    " tenho a certeza, não sei, desconhecido, ainda por decidir",
    it="da definire, da vedere, non so ancora, dipende, tbd, da decidere, da determinare, da confermare,"
    " non sono sicuro, non sono sicura, non lo so, sconosciuto, ancora da decidere",
    nl="nog niet bekend, nog onbekend, weet ik nog niet, hangt ervan af, tbd, nog te bepalen, nog te"
    " beslissen, niet zeker, weet het nog niet, onbekend, nog niet besloten, hangt er vanaf",
)
"""No promise although it stands where promises stand."""

NO_DAY_YET = forms(
    en="tbd, tba, tbc, to be decided, to be determined, to be confirmed",
    de="tbd, noch offen, noch unklar",
    fr="tbd, à définir, à confirmer",
    es="tbd, por definir, por confirmar",
    pt="tbd, por definir, a definir, a confirmar",
    it="tbd, da definire, da confermare",
    nl="tbd, nog niet bekend, nog onbekend",
)
"""At the end of a line: what is not promised yet."""
