"""What may stand among the commitments and promises nothing for sure: perhaps, somebody, all of us, a quiet week."""

from __future__ import annotations

from paceline.inbox.grammar.words import forms

WE = forms(
    en="we'll, we will, we are going to, we're going to, we plan to, we want to, we",
    de="wir werden, wir wollen, wir",
    fr="nous allons, nous, on va, on",
    es="vamos a, nosotros, nosotras",
    pt="vamos, nós, a gente vai, a gente",
    it="noi, andiamo a, vogliamo",
    nl="we gaan, we zullen, we willen, wij, we",
)
"""The author's promise, said for more than one."""

PRONOUNS = forms(
    en="i, we, it, this, that, they, he, she, you",
    de="ich, wir, es, das, dies, sie, er, ihr, du",
    fr="je, nous, on, il, elle, cela, ça, ils, elles, tu, vous",
    es="yo, nosotros, nosotras, esto, eso, él, ella, ellos",
    pt="eu, nós, isto, isso, ele, ela, eles",
    it="io, noi, questo, lui, lei, loro",
    nl="ik, wij, we, het, dit, dat, hij, zij, ze",
)
FIRST_PERSON = forms(
    en="i, i'll, i'm, i've, i'd, we, we'll, we're",
    de="ich, wir",
    fr="je, j'ai, j'aurai, nous, on",
    es="yo, voy a, nosotros, nosotras, vamos a",
    pt="eu, vou, nós, vamos",
    it="io, noi, vado a",
    nl="ik, wij, we",
)
"""Behind somebody's name: what follows is not theirs ("@bo: I'll send it by Friday")."""
FUTURES = forms(
    en="will, am going to",
    de="werde, will",
    fr="vais, ferai",
    es="voy a",
    pt="vou",
    it="vado a",
    nl="ga, zal",
)
"""Between a pronoun and "try to"."""

ANOTHERS_FUTURE = forms(
    en="will, 'll, is going to, should, has to, needs to, must",
    de="wird den, wird die, wird das, soll, muss",
    fr="va, devrait, doit, fera",
    es="va a, debe, debería, tiene que",
    pt="vai, deve, deveria, devia, tem de, tem que",
    it="deve, dovrebbe, si occupa di, farà",
    nl="zal, gaat, moet",
)
"""Behind the name of somebody: what they will do."""

TO_BE = forms(
    en="be, have, get",
    de="sein, werden",
    fr="être, avoir",
    es="ser, estar",
    pt="ser, estar",
    it="essere",
    nl="zijn, worden",
)
"""What a thing will."""

ASKING = forms(
    en="please, pls, can you, could you, would you, will you",
    de="bitte, kannst du, könntest du, würdest du",
    fr="merci de, peux-tu, pourrais-tu, tu peux, s'il te plaît, stp",
    es="por favor, puedes, podrías",
    pt="por favor, podes, podias, poderias",
    it="per favore, puoi, potresti",
    nl="graag, kun je, kan je, wil je, zou je, alsjeblieft",
)
"""What is asked of somebody else."""

HEDGES = forms(
    en="i'll try to, we'll try to, i'll try and, i hope to,"
    " maybe, perhaps, hopefully, possibly, probably, ideally, might, i may, we may, it may, could,"
    " would, should, hope to, hoping to, hope, aim to, aiming to, try to, trying to, would like to,"
    " i'd like to, i'd love to, thinking of, thinking about, with luck, with some luck, if i can, if"
    " possible",
    de="vielleicht, eventuell, evtl., evtl, hoffentlich, möglicherweise, wahrscheinlich, womöglich, könnte, würde,"
    " sollte, hoffe, versuche, versuchen, ich versuche, möchte gerne, wenn möglich, idealerweise, mit glück",
    fr="peut-être, probablement, éventuellement, j'espère, espère, espérons, idéalement, si possible, pourrais,"
    " devrais, essayer de, essaie de, j'essaie de, j'essaierai de, j'aimerais, je pourrais, je devrais",
    es="quizás, quizá, tal vez, probablemente, ojalá, a lo mejor, espero, podría, debería, intentaré, intento,"
    " intentar, tratar de, trataré de, me gustaría, si es posible, a ser posible",
    pt="talvez, provavelmente, possivelmente, oxalá, tomara, se calhar, espero, poderia, podia, deveria, devia,"
    " vou tentar, tento, tentarei, gostaria de, gostava de, se possível",
    it="forse, magari, probabilmente, possibilmente, si spera, spero di, spero, potrei, dovrei, proverò a,"
    " provo a, cercherò di, cerco di, vorrei, mi piacerebbe, se possibile",
    nl="misschien, wellicht, hopelijk, mogelijk, waarschijnlijk, zou, zou kunnen, hoop, probeer, proberen, ik probeer,"
    " als het kan, idealiter, met geluk",
)
"""Takes the promise out of what follows, at its beginning or right before its day."""

IF_TIME = forms(
    en="if time permits, time permitting, if there is time, if there's time, if i have time, if i find time, if i find"
    " the time, if i get to it, if i can, if possible, if all goes well, if all goes to plan, if i"
    " manage, if i can manage",
    de="wenn zeit ist, wenn die zeit reicht, falls zeit ist, falls zeit bleibt, wenn ich zeit habe, wenn"
    " ich dazu komme, falls ich dazu komme, wenn möglich, falls möglich, wenn alles klappt, wenn alles"
    " gut geht, wenn ich es schaffe, wenn ich's schaffe, falls ich es schaffe, falls ich's schaffe",
    fr="si j'ai le temps, si le temps le permet, s'il reste du temps, si possible, si je peux, si j'y arrive, si tout"
    " va bien",
    es="si hay tiempo, si tengo tiempo, si me da tiempo, si queda tiempo, si es posible, si puedo, si todo va bien",
    pt="se houver tempo, se tiver tempo, se der tempo, se sobrar tempo, se possível, se puder, se tudo correr bem,"
    " se der, se conseguir, se eu conseguir",
    it="se c'è tempo, se ho tempo, se resta tempo, se riesco, se possibile, se posso, se tutto va bene",
    nl="als er tijd is, als ik tijd heb, als het lukt, als het kan, indien mogelijk, als alles goed gaat",
)
"""The like, anywhere in the line. Under a condition that others fulfil ("if the vendor answers") it stays a promise."""

SOMEBODY = forms(
    en="someone, somebody, anyone, anybody, one of us, one of you, who",
    de="jemand, irgendwer, irgendjemand, einer von uns, eine von uns, wer, man",
    fr="quelqu'un, l'un de nous, l'une de nous, qui, il faudrait, il faut",
    es="alguien, alguno, alguna, uno de nosotros, quién, habría que, hay que",
    pt="alguém, um de nós, uma de nós, quem, seria preciso, é preciso",
    it="qualcuno, qualcuna, uno di noi, una di noi, chi, bisognerebbe, bisogna",
    nl="iemand, een van ons, wie, men",
)
"""No owner."""

EVERYBODY = forms(
    en="team, the team, all, everyone, everybody, channel, here, both, us all, all of us",
    de="alle, das team, team, jeder, jede, wir alle, beide",
    fr="tous, toutes, tout le monde, l'équipe, équipe, les deux",
    es="todos, todas, todo el mundo, equipo, el equipo, ambos",
    pt="todos, todas, toda a gente, equipa, equipe, a equipa, a equipe, ambos",
    it="tutti, tutte, il team, team, la squadra, entrambi",
    nl="iedereen, allemaal, allen, het team, team, beiden",
)
"""Too many owners: "@team: …", "everybody: …"."""

NOT = forms(
    en="won't, will not, can't, cannot, can not, not, i won't, i will not, i can't, i cannot, i'm not, i"
    " am not, we won't, we can't, i don't, no longer, unable to, not going to, i do not, we don't, we do not",
    de="nicht, kann nicht, ich kann nicht, werde nicht, ich werde nicht, schaffe nicht, kein, keine, wir"
    " können nicht, wir werden nicht, nicht mehr",
    fr="je ne, ne pas, pas, je ne peux pas, je ne vais pas, impossible de, on ne, nous ne, je n', on n', ne plus",
    es="no, no puedo, no voy a, no podré, no podemos, no vamos a, no haré, ya no",
    pt="não, não posso, não vou, não consigo, não podemos, não vamos, não farei, já não",
    it="non, non posso, non riesco a, non riuscirò a, non possiamo, non faremo, non farò, non più",
    nl="niet, kan niet, ik kan niet, ik zal niet, ga niet, ik ga niet, we kunnen niet, we gaan niet, niet meer, geen",
)
"""What is not promised; kept as a note."""

PROSE = forms(
    en="it will, it'll, it is, it's, this is, this will, there is, there's, there are, there will, that"
    " is, that's, i'm, i am, i was, i have been, i've been, we are, we're, mostly, mainly, largely,"
    " busy, quiet, a busy, a quiet, not much, not a lot, nothing much, depends, waiting for, waiting"
    " on, same, more of the same, lots of, still the same, i'll be, i will be, we'll be, we will be,"
    " i'll mostly, i will mostly, i'll mainly",
    de="es wird, es ist, es gibt, das wird, das ist, ich bin, bin, wir sind, hauptsächlich, vor allem,"
    " überwiegend, meistens, größtenteils, ruhige, eine ruhige, volle, eine volle, nicht viel, wenig,"
    " kommt darauf an, hängt davon ab, warte auf, warten auf, ich werde hauptsächlich, ich werde vor"
    " allem, ich werde wohl, wir haben, ich habe",
    fr="ce sera, c'est, il y a, il y aura, je suis, je serai, nous sommes, surtout, principalement,"
    " essentiellement, semaine calme, une semaine, pas grand-chose, pas grand chose, ça dépend, en"
    " attente de, j'attends, nous serons, on sera, je vais surtout, j'ai, je ferai surtout",
    es="será, es una, hay, habrá, estoy, estaré, estamos, sobre todo, principalmente, mayormente, semana"
    " tranquila, una semana, no mucho, poca cosa, depende, esperando, a la espera, estaremos, voy a"
    " estar, vamos a estar, tengo",
    pt="será, é uma, há, haverá, estou, estarei, estamos, sobretudo, principalmente, maioritariamente,"
    " semana calma, semana tranquila, uma semana, pouca coisa, depende, à espera, aguardando,"
    " estaremos, vou estar, vamos estar, tenho",
    it="sarà, è una, c'è, ci sarà, sono, sarò, siamo, soprattutto, principalmente, per lo più, settimana"
    " tranquilla, una settimana, non molto, poca roba, dipende, in attesa, saremo, starò, ho",
    nl="het wordt, het is, dit is, er is, er zijn, ik ben, we zijn, vooral, voornamelijk, hoofdzakelijk,"
    " rustige, een rustige, drukke, een drukke, niet veel, weinig, hangt ervan af, wacht op, wachten"
    " op, ik zal vooral, ik ga vooral, we hebben, ik heb",
)
"""How a line begins that tells how it is: nothing is promised where no day stands in it as a deadline."""

PROPOSALS = forms(
    en="we should, i think, i'd say, i propose, i suggest, proposal, suggestion, let's, need to decide,"
    " to decide, we need to decide, to be decided, still open, maybe, perhaps, not decided, undecided,"
    " we could, open:, pending:, should we",
    de="wir sollten, ich denke, ich finde, ich schlage vor, vorschlag, müssen entscheiden, zu"
    " entscheiden, noch offen, vielleicht, nicht entschieden, noch nicht entschieden, wir könnten,"
    " lasst uns, offen:, sollen wir",
    fr="on devrait, nous devrions, je pense, je propose, je suggère, proposition, à décider, il faut décider, encore"
    " ouvert, peut-être, pas décidé, pas encore décidé, on pourrait, en suspens",
    es="deberíamos, creo que, propongo, sugiero, propuesta, por decidir, hay que decidir, quizás, tal"
    " vez, sin decidir, no decidido, podríamos, abierto:, pendiente:",
    pt="deveríamos, devíamos, acho que, proponho, sugiro, proposta, por decidir, a decidir, temos de"
    " decidir, em aberto, talvez, não decidido, ainda não decidido, poderíamos, podíamos, pendente:",
    it="dovremmo, penso che, credo che, propongo, suggerisco, proposta, da decidere, dobbiamo decidere, ancora aperto,"
    " forse, non deciso, non ancora deciso, potremmo, in sospeso",
    nl="we moeten beslissen, we zouden, ik denk, ik stel voor, voorstel, te beslissen, nog open,"
    " misschien, niet besloten, nog niet besloten, we kunnen, open:",
)
"""Among the decisions, what is not decided yet."""

ALSO = forms(
    en="also, plus, then, and, and then, and also, next, finally",
    de="auch, außerdem, dann, und, und dann, zudem, danach",
    fr="aussi, puis, ensuite, et, et puis, enfin, de plus",
    es="también, además, luego, y, y luego, después",
    pt="também, além disso, depois, e, e depois",
    it="anche, inoltre, poi, e, e poi",
    nl="ook, daarnaast, dan, en, en dan, daarna, verder",
)
"""Joins a promise to the one before it."""

AT_THE_END = forms(
    en="i hope, i think, i guess, fingers crossed",
    de="hoffe ich, denke ich, glaube ich, schätze ich",
    fr="j'espère, je pense, je crois",
    es="espero, creo",
    pt="espero, acho, acho eu, creio",
    it="spero, credo, penso",
    nl="hoop ik, denk ik",
)
"""Like a hedge, behind the day or right before it: "by Thursday, I hope"."""

NOT_MADE = forms(
    en="won't be done, won't be ready, won't be finished, will not be done, will not be ready, will not be finished,"
    " won't finish, won't make it, will not make it, can't make it, not be able to, won't manage, won't get to, isn't"
    " going to, not going to be",
    de="nicht schaffen, nicht zu schaffen, nicht fertig, nicht mehr schaffen, nicht hinbekommen, nicht machbar, schaffe"
    " ich nicht, nicht klappen",
    fr="ne sera pas, ne seront pas, pas prêt, pas prête, n'aurai pas, ne pourrai pas, n'arriverai pas",
    es="no estará, no estarán, no llegaré, no voy a, no podré, no me da tiempo",
    pt="não vai estar, não estará, não vou, não consigo, não fica pronto, não ficará",
    it="non sarà, non saranno, non riesco, non riuscirò, non ce la faccio",
    nl="niet halen, niet redden, niet lukken, niet klaar, niet haalbaar, niet af, niet afkrijgen, lukt niet",
)
"""Anywhere in a line: it may say that something will not be, and may be about something else that will."""

NOT_TO_DO = forms(en="don't, do not")
"""At the beginning: what is to be left, or not to be forgotten."""

NOT_AT_THE_END = forms(de="nicht", nl="niet")
"""Where a language puts it behind all else: "Doku schaffe ich bis Donnerstag nicht"."""

BESIDE_A_NAME = forms(
    en="about, against, without, across",
    de="seit, statt, laut",
    fr="dans, sans, depuis, après, contre",
    es="para, sobre, contra, entre, durante, desde, hasta, hacia",
    pt="para, sobre, contra, entre, durante, desde",
    it="sulla, nella, contro, verso, senza, durante",
    nl="niet",
)
"""No verb of the one whose name stands before it: "Bo about the schema"."""

NO_PROMISE = forms(
    en="at the latest, latest, at least, at best, at most, or, but, if, unless, otherwise, worst case, not, maybe,"
    " hopefully, probably",
    de="spätestens, frühestens, oder, aber, wenn, falls, sonst, nicht, vielleicht, hoffentlich, eventuell",
    fr="au plus tard, au mieux, ou, mais, si, sinon, sauf, pas, peut-être",
    es="a más tardar, como muy tarde, o, pero, si, salvo, si no, no, quizás",
    pt="o mais tardar, no máximo, ou, mas, se, salvo, senão, não, talvez",
    it="al più tardi, o, oppure, ma, se, salvo, altrimenti, non, forse",
    nl="uiterlijk, op zijn laatst, of, maar, als, tenzij, anders, niet, misschien",
)
"""Begins a part of a line that belongs to the promise before it."""
