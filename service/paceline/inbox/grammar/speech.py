"""How people word a command to somebody who listens: politely, as a report, as a question, with the word "number"."""

from __future__ import annotations

from paceline.inbox.grammar.words import forms

ORDERS_TO_US = forms(
    en="please, pls, plz, can you, could you, would you, will you, can you please, could you please, would you please,"
    " please can you, please could you, kindly",
    de="bitte, kannst du, könntest du, würdest du, kannst du bitte, könntest du bitte, könnt ihr, könnten sie bitte",
    fr="s'il te plaît, s'il vous plaît, svp, stp, merci de, peux-tu, pourrais-tu, tu peux, pouvez-vous, pourriez-vous,"
    " veuillez",
    es="por favor, puedes, podrías, puede, podría, porfa",
    pt="por favor, podes, poderias, pode, poderia, podias",
    it="per favore, per piacere, puoi, potresti, può, potrebbe",
    nl="graag, alsjeblieft, alstublieft, aub, kun je, kan je, wil je, zou je, kun je aub",
)
"""Before a command: it is one, asked for kindly."""

INTENTIONS = forms(
    en="i'd like to, i would like to, i want to, i need to, i have to, i must, i will, i'll, i can, let's, let us, we"
    " need to, we have to, we must, we will, we'll, have to, need to",
    de="ich möchte, ich will, ich muss, ich werde, ich kann, wir müssen, wir wollen, muss",
    fr="je voudrais, je veux, je dois, je vais, je peux, il faut, nous devons, on doit, je souhaite",
    es="quiero, quisiera, tengo que, debo, voy a, puedo, tenemos que, hay que, necesito",
    pt="quero, queria, gostaria de, tenho de, tenho que, devo, vou, posso, temos de, preciso de",
    it="voglio, vorrei, devo, posso, dobbiamo, bisogna",
    nl="ik wil, ik moet, ik zal, ik ga, ik kan, we moeten, laten we",
)
"""Before a command that may be meant: to move, to drop, to take. Not before "done": that is yet to come."""

REPORTS = forms(
    en="i, i've, i have, i just, i've just, i have just, just, we, we've, we have, finally, i already,"
    " already, i'm, i am, i've already",
    de="ich habe, habe, hab, ich hab, wir haben, haben, ich bin, bin, gerade, schon, endlich",
    fr="j'ai, j'ai enfin, on a, nous avons, je viens de, je suis, enfin, déjà",
    es="he, ya he, hemos, acabo de, estoy, ya, por fin",
    pt="já, eu, tenho, estou, acabei de, finalmente",
    it="ho, abbiamo, ho già, ho appena, sono, finalmente, già",
    nl="ik heb, heb, we hebben, ik ben, ben, net, eindelijk, al",
)
"""Before a verb that says what has been: "I've shipped C12"."""

QUESTIONS = forms(
    en="can we, could we, may we, shall we, should we, can i, could i, may i, should i, would it be ok"
    " to, is it ok to, is it possible to, would it be possible to, ok to, ok if i, is it ok if i",
    de="können wir, könnten wir, dürfen wir, sollen wir, sollten wir, kann ich, könnte ich, darf ich, soll ich",
    fr="pouvons-nous, pourrait-on, peut-on, on peut, puis-je, est-ce que je peux, est-ce qu'on peut, on"
    " pourrait, serait-il possible de, est-il possible de, on pourrait peut-être",
    es="podemos, podríamos, puedo, podría, ¿podemos, ¿podríamos, ¿puedo, ¿podría, se puede, sería"
    " posible, es posible, ¿se puede",
    pt="podemos, podíamos, poderíamos, posso, poderia, será que podemos, podia, seria possível, dá para, posso eu",
    it="possiamo, potremmo, posso, potrei, si può, sarebbe possibile, è possibile, potremmo per favore",
    nl="kunnen we, zouden we, mogen we, kan ik, mag ik, zou ik, zou het kunnen om, is het mogelijk om",
)
"""Before a command that waits for somebody's yes."""

NUMBERS = forms(
    en="number, no., nr., item, point, re, re:, regarding, concerning, as for, question",
    de="nummer, nr., nr, punkt, zu punkt, zu, bezüglich, betrifft, betr., frage",
    fr="numéro, le numéro, n°, nº, no., le point, point, concernant, pour le point, question",
    es="número, el número, nº, n.º, núm., el punto, punto, sobre el punto, pregunta",
    pt="número, o número, nº, n.º, o ponto, ponto, sobre o ponto, pergunta",
    it="numero, il numero, n., nº, il punto, punto, riguardo al punto, domanda",
    nl="nummer, nr., nr, punt, wat betreft, betreft, vraag",
)
"""Before an envelope's number or an id: "number 2 is done", "re C12: done"."""

ARTICLES = forms(
    en="for, on, about, my, to",
    de="die, das, zur, für",
    fr="le, la, pour le, pour la, pour",
    es="el, la, para el, para la, sobre el",
    pt="o, a, para o, sobre o",
    it="il, la, per il, sul",
    nl="de, het, voor, over",
)
"""The like, where a command follows only: "le 2 est fait"."""

FROM_ME = forms(
    en="from me, for me, from my side, on my side, from my end, on my end, on my part, by me, with me,"
    " to me, here, from here, as far as i'm concerned, personally",
    de="für mich, von mir, bei mir, von meiner seite, meinerseits, von mir aus, meiner meinung nach",
    fr="pour moi, de mon côté, de ma part, pour ma part, chez moi, ici",
    es="por mi parte, para mí, por mí, de mi parte, de mi lado, aquí",
    pt="da minha parte, para mim, por mim, por mim está, do meu lado, aqui",
    it="per me, da parte mia, per quanto mi riguarda, da me, qui",
    nl="wat mij betreft, voor mij, van mijn kant, van mijn zijde, bij mij",
)
"""Before or after an answer; says nothing more."""

WHEN_DONE = forms(
    en="yesterday, today, now, already, finally, this morning, this afternoon, last week, last night, as"
    " of today, on monday, on tuesday, on wednesday, on thursday, on friday, earlier, all, and merged,"
    " and deployed, thanks, thank you, thx",
    de="gestern, heute, jetzt, schon, bereits, endlich, heute morgen, heute früh, letzte woche, seit"
    " gestern, seit heute, danke, vielen dank",
    fr="hier, aujourd'hui, maintenant, déjà, enfin, ce matin, la semaine dernière, depuis hier, merci",
    es="ayer, hoy, ahora, ya, por fin, esta mañana, la semana pasada, desde ayer, gracias",
    pt="ontem, hoje, agora, já, finalmente, esta manhã, hoje de manhã, na semana passada, desde ontem,"
    " obrigado, obrigada",
    it="ieri, oggi, adesso, ora, già, finalmente, stamattina, questa mattina, la settimana scorsa, da ieri, grazie",
    nl="gisteren, vandaag, nu, al, eindelijk, vanmorgen, vanochtend, vorige week, sinds gisteren, bedankt, dank je",
)
"""May follow a verb without a mark between: "2 done yesterday"."""

I_AM = forms(
    en="i'm, i am, i'll be, i will be",
    de="ich bin, bin, ich habe, habe, hab, wir sind, da bin ich",
    fr="je suis, je serai",
    es="estoy, estaré",
    pt="estou, estarei, vou estar",
    it="sono, sarò",
    nl="ik ben, ben, ik heb, heb",
)
AWAY_AFTER_DAYS = forms(
    en="away, off, out, on vacation, on holiday, on leave, on pto, out of office, out of the office",
    de="im urlaub, urlaub, frei, weg, abwesend, nicht da, nicht im büro, in elternzeit",
    fr="en congé, en congés, en vacances, absent, absente",
    es="de vacaciones, ausente, fuera, de baja, de permiso",
    pt="de férias, ausente, fora, de licença",
    it="in ferie, in vacanza, assente, fuori, in permesso",
    nl="op vakantie, met vakantie, vrij, weg, afwezig, met verlof, er niet",
)
"""Where the days stand within an absence: "ich bin nächste Woche im Urlaub"."""

BUT = forms(
    en="but, though, although, however, just, and please, please",
    de="aber, allerdings, jedoch, nur",
    fr="mais, cependant, toutefois",
    es="pero, aunque, sin embargo",
    pt="mas, embora, porém",
    it="ma, però, tuttavia",
    nl="maar, echter, wel",
)
"""Sets off what is said besides an "ok"."""

ANSWERS = forms(
    en="i, i'm, i'd, i've, i'll, we, we're, it, it's, this, that, that's, is, isn't, was, wasn't, has,"
    " hasn't, will, won't, would, could, should, can, can't, not, never, don't, didn't, why, what,"
    " how, when, hmm, hm, please, let's, maybe, perhaps, probably, hopefully, almost, nearly, half,"
    " halfway, still, in progress, in review, ongoing, pending, waiting, working, started, needs,"
    " depends, sounds, seems, looks, feels, bad, too, very, really, only, unsure, tbd, wip, mostly,"
    " partly, soon, later, tomorrow, yet, blocked, late, think, guess, need, want, against, concerned,"
    " worried, undecided, depending, almost done",
    de="ich, wir, es, das, dies, ist, war, wird, wäre, könnte, sollte, kann, nicht, noch, nie, warum,"
    " was, wie, wann, wieso, hm, bitte, vielleicht, wahrscheinlich, hoffentlich, fast, beinahe, halb,"
    " in arbeit, läuft, dauert, warte, braucht, kommt, klingt, scheint, schlecht, zu, sehr, nur,"
    " unsicher, bald, später, morgen, teilweise, offen, bin, habe, hab, finde, weiß, denke, glaube,"
    " muss, will, mache, würde, mir, unklar, dagegen",
    fr="je, j'ai, j'aimerais, nous, on, il, ce, c'est, ça, cela, est, était, sera, serait, pourrait,"
    " devrait, pas, ne, pourquoi, comment, quand, hum, peut-être, probablement, presque, à moitié,"
    " encore, en cours, toujours, attend, dépend, semble, mauvais, mauvaise, trop, très, seulement,"
    " bientôt, plus tard, demain, avancé, commencé, sais, pense, faut, veux, dois, tu, j'hésite,"
    " incertain, contre",
    es="yo, nosotros, es, está, era, será, sería, podría, debería, no, nunca, por qué, qué, cómo,"
    " cuándo, quizás, quizá, tal vez, probablemente, casi, a medias, todavía, aún, en curso, en"
    " progreso, sigo, falta, depende, parece, mal, mala, malo, muy, demasiado, solo, pronto, luego,"
    " mañana, empezado, me, esto, eso, ya, creo, pienso, sé, tengo, quiero, hay, estoy, queda, sigue,"
    " contra",
    pt="eu, nós, é, está, era, será, seria, poderia, deveria, não, nunca, por que, porquê, como, quando,"
    " talvez, provavelmente, quase, a meio, ainda, em curso, em andamento, continuo, falta, depende,"
    " parece, mau, má, ruim, muito, demasiado, só, em breve, depois, amanhã, começado, isto, isso,"
    " sou, estou, acho, já, penso, tenho, quero, sei, há, fica, continua, contra",
    it="io, noi, è, era, sarà, sarebbe, potrebbe, dovrebbe, non, mai, perché, cosa, come, quando, forse,"
    " probabilmente, quasi, a metà, ancora, in corso, sto, manca, dipende, sembra, male, brutta,"
    " brutto, molto, troppo, solo, presto, dopo, domani, iniziato, mi, questo, sono, ho, penso, credo,"
    " voglio, devo, c'è, resta, contro, dubito",
    nl="ik, wij, we, het, dit, dat, is, was, wordt, zou, kan, niet, nog, nooit, waarom, wat, hoe,"
    " wanneer, misschien, waarschijnlijk, hopelijk, bijna, half, halverwege, bezig, mee bezig, loopt,"
    " wacht, nodig, hangt, klinkt, lijkt, slecht, te, heel, alleen, binnenkort, later, morgen, deels,"
    " ben, heb, vind, weet, denk, twijfel, moet, wil, ga, doe, mij, onduidelijk, tegen",
)
"""Behind an envelope's number: the line is an answer to it, if it is no command; "2 people have joined" is none."""

MOVED = forms(
    de="verschieben, verlegen, schieben, verschoben",
    nl="verplaatsen, verschuiven, verzetten, zetten, verplaatst, verschoven",
)
"""A verb that its language puts behind the day: "2 auf Donnerstag verschieben"."""
