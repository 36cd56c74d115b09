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
    en="best, best regards, best wishes, all the best, kind regards, warm regards, warmest regards, regards,"
    " cheers, br, rgds, thanks, thanks a lot, thanks again, thanks in advance, many thanks, thank you,"
    " thank you all, thx, ta, sincerely, yours, yours sincerely, have a nice day, have a good day, have a"
    " great day, have a nice weekend, have a good weekend, have a great week, see you, see you monday,"
    " talk soon, bye, take care, sent from my iphone, sent from my ipad, sent from my phone, sent from my"
    " mobile, that's all, that's it",
    de="viele grüße, beste grüße, liebe grüße, freundliche grüße, mit freundlichen grüßen, schöne grüße,"
    " herzliche grüße, viele gruesse, beste gruesse, gruß, grüße, vg, lg, mfg, bg, danke, vielen dank,"
    " danke schön, danke dir, danke euch, danke im voraus, besten dank, schönen tag, schönes wochenende,"
    " tschüss, bis dann, bis montag, ciao, von meinem iphone gesendet, das war's",
    fr="cordialement, bien cordialement, bien à vous, bien à toi, amicalement, sincèrement, merci, merci"
    " d'avance, merci beaucoup, bonne journée, bonne soirée, bon week-end, à bientôt, à plus, bises,"
    " envoyé de mon iphone, c'est tout",
    es="saludos, un saludo, saludos cordiales, cordialmente, atentamente, gracias, muchas gracias, un"
    " abrazo, abrazos, hasta luego, buen día, enviado desde mi iphone, eso es todo",
    pt="cumprimentos, melhores cumprimentos, atenciosamente, abraço, abraços, um abraço, obrigado, obrigada,"
    " muito obrigado, muito obrigada, até logo, até já, bom fim de semana, enviado do meu iphone, é tudo",
    it="saluti, cordiali saluti, un saluto, cordialmente, grazie, grazie mille, a presto, buona giornata,"
    " buon weekend, inviato da iphone, è tutto",
    nl="groeten, groet, met vriendelijke groet, vriendelijke groet, mvg, hartelijke groet, bedankt, dank je,"
    " dank je wel, dank u, alvast bedankt, fijne dag, fijn weekend, tot ziens, verstuurd vanaf mijn"
    " iphone, dat was het",
)

EMPTY = forms(
    en="none, nothing, nil, nada, n/a, na, n.a., no, nope, nothing new, nothing to report, nothing to add,"
    " nothing else, nothing special, nothing more, no news, no change, no changes, no updates, no update,"
    " not applicable, no blocker, no blockers, no blocks, not blocked, nothing blocked, nothing blocking,"
    " nothing blocking me, nothing is blocked, nothing is blocking, nothing is blocking me, unblocked, no"
    " issues, no impediments, no obstacles, no decisions, no decision, nothing decided, no thanks, no"
    " notes, nothing done, nothing planned, nothing next, no plans, no help needed, all good, all clear,"
    " all fine",
    de="keine, keiner, keines, nichts, kein, nix, nein, nichts neues, nichts zu berichten, nichts"
    " besonderes, keine neuigkeiten, entfällt, keine blocker, kein blocker, keine blockaden, keine"
    " hindernisse, nicht blockiert, nichts blockiert, keine entscheidungen, nichts geplant, keine"
    " änderungen, alles gut, passt alles",
    fr="aucun, aucune, rien, néant, non, rien de neuf, rien à signaler, ras, r.a.s., rien de nouveau, rien"
    " de spécial, pas de blocage, aucun blocage, pas bloqué, pas bloquée, rien de bloqué, rien ne bloque,"
    " aucune décision, pas de décision, rien de prévu, sans objet, s.o., tout va bien",
    es="ninguno, ninguna, nada, no, sin novedad, sin novedades, nada nuevo, nada que reportar, sin bloqueos,"
    " ningún bloqueo, nada bloqueado, sin decisiones, ninguna decisión, sin cambios, todo bien, no aplica",
    pt="nenhum, nenhuma, nada, não, sem novidades, nada de novo, nada a relatar, sem bloqueios, nenhum"
    " bloqueio, nada bloqueado, sem decisões, nenhuma decisão, sem alterações, tudo bem, não se aplica",
    it="nessuno, nessuna, niente, nulla, no, nessuna novità, niente di nuovo, niente da segnalare, nessun"
    " blocco, nessun ostacolo, niente di bloccato, nulla di bloccato, non bloccato, nessuna decisione,"
    " nessun cambiamento, tutto bene, non applicabile",
    nl="geen, niets, niks, nee, geen nieuws, niets nieuws, niets te melden, geen blokkades, niet"
    " geblokkeerd, niets geblokkeerd, geen besluiten, geen beslissingen, geen wijzigingen, alles goed,"
    " n.v.t., nvt",
)
EMPTY_TAIL = forms(
    en="this week, today, at the moment, right now, for now, so far, from me, here, yet, currently, at this"
    " time, new, thanks, really",
    de="diese woche, heute, im moment, zurzeit, aktuell, bisher, von mir, derzeit, gerade",
    fr="cette semaine, aujourd'hui, pour l'instant, en ce moment, pour le moment, actuellement",
    es="esta semana, hoy, por ahora, de momento, por el momento",
    pt="esta semana, hoje, por agora, de momento, por enquanto",
    it="questa settimana, oggi, per ora, al momento",
    nl="deze week, vandaag, op dit moment, voorlopig, momenteel",
)
"""What may follow an empty answer and leave it empty."""

AS_BEFORE = forms(
    en="same as last week, same as before, same as last time, same as yesterday, as last week, as before,"
    " see last week, same, ditto, no change from last week, unchanged",
    de="wie letzte woche, wie gehabt, wie letztes mal, wie vorher, siehe letzte woche, unverändert, dito",
    fr="comme la semaine dernière, idem, pareil, comme avant, même chose",
    es="igual que la semana pasada, lo mismo, ídem, como antes, igual",
    pt="igual à semana passada, o mesmo, idem, como antes",
    it="come la settimana scorsa, come prima, idem, uguale",
    nl="zelfde als vorige week, hetzelfde, idem, zoals vorige week, ongewijzigd",
)
"""Points at another mail; what it says there is not copied."""

UNDECIDED = forms(
    en="tbd, tba, tbc, to be decided, to be determined, not sure yet, not sure, don't know yet, unknown,"
    " depends, it depends",
    de="tbd, offen, noch offen, noch unklar, unklar, weiß noch nicht, mal sehen",
    fr="à définir, à voir, pas encore sûr, je ne sais pas encore, ça dépend",
    es="por definir, por ver, aún no lo sé, depende",
    pt="por definir, a definir, ainda não sei, depende",
    it="da definire, da vedere, non so ancora, dipende",
    nl="nog niet bekend, nog onbekend, weet ik nog niet, hangt ervan af",
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
