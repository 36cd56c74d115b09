"""The small words within a line: who, for whom, done when, because, unless objected, to be reviewed."""

from __future__ import annotations

from paceline.inbox.grammar.words import forms

LEAD_INS = forms(
    en="i'll, i will, i am going to, i'm going to, will do, i plan to, i want to, i commit to, i promise"
    " to, going to, will, we'll, we will, please, i plan on, i intend to, we're going to, we are going"
    " to, we plan to, i aim to have",
    de="ich werde, ich will, ich möchte, werde, wir werden, bitte, wir wollen, ich plane, ich habe vor",
    fr="je vais, je compte, je ferai en sorte de, nous allons, on va, je veux, nous comptons, on compte,"
    " je prévois de, nous prévoyons de",
    es="voy a, vamos a, quiero, pienso, pienso en, queremos, planeo, tengo previsto",
    pt="vou, vamos, quero, pretendo, pretendemos, queremos, planeio, tenciono",
    it="vado a, farò in modo di, intendo, voglio, vogliamo, penso di, ho in programma di, andiamo a",
    nl="ik ga, ik zal, ik wil, we gaan, ik wil graag, we zullen, we willen, ik ben van plan, ik plan",
)
"""What a promise begins with and is not part of what is promised."""

PLEASE = forms(
    en="please, pls, plz",
    de="bitte, bitte sehr",
    fr="s'il te plaît, s'il vous plaît, svp, stp, merci de, s'il te plait",
    es="por favor, porfa",
    pt="por favor, se faz favor, sff",
    it="per favore, per piacere",
    nl="alsjeblieft, alstublieft, graag, aub, a.u.b.",
)

ORDERS = forms(
    en="to, will, please, could you, can you, would you, should, shall, please could you, can you"
    " please, needs to, pls, can you pls, is going to, 's going to, must, has to, can",
    de="bitte, soll, wird, kannst du, könntest du, bitte kannst du, kannst du bitte, könntest du bitte,"
    " würdest du, muss, magst du",
    fr="pourrais-tu, peux-tu, devrait, va, s'il te plaît, merci de, peux-tu s'il te plaît, tu peux,"
    " doit, stp, svp, veux-tu, s'il vous plaît, pourriez-vous",
    es="puedes, podrías, debe, va a, por favor, puedes por favor, podrías por favor, tiene que, va,"
    " porfa, puede, debería",
    pt="podes, pode, deve, vai, por favor, podes por favor, poderias, podias, por favor podes, tem de, tem que, devia",
    it="puoi, potresti, deve, per favore, puoi per favore, potresti per favore, dovrebbe, può",
    nl="wil je, kun je, kan je, moet, zal, graag, alsjeblieft, kun je alsjeblieft, zou je, wil je"
    " alsjeblieft, kan je alsjeblieft, aub, gaat",
)
"""What stands between "@bo" and the thing."""

REQUESTS = forms(
    en="please, pls, could you, can you, would you, will you, could you please, can you please, would you please,"
    " please could you, please can you, can you pls, could you pls",
    de="bitte, kannst du, könntest du, würdest du, magst du, kannst du bitte, könntest du bitte, würdest du bitte,"
    " bitte kannst du",
    fr="peux-tu, pourrais-tu, veux-tu, tu peux, pouvez-vous, pourriez-vous, peux-tu s'il te plaît,"
    " pourrais-tu s'il te plaît, s'il te plaît, stp, svp, merci de",
    es="puedes, podrías, puedes por favor, podrías por favor, por favor, porfa",
    pt="podes, podias, poderias, podes por favor, por favor podes, por favor",
    it="puoi, potresti, puoi per favore, potresti per favore, per favore",
    nl="kun je, kan je, wil je, zou je, kun je alsjeblieft, kan je alsjeblieft, wil je alsjeblieft, alsjeblieft, graag",
)
"""How "@bo" is asked for something, in a mail that answers nothing."""

MYSELF = forms(
    en="@me, @myself, me, i, myself, @i, us, we",
    de="@ich, ich, wir, selbst",
    fr="@moi, moi, nous, je, moi-même",
    es="@yo, yo, nosotros, nosotras, yo mismo",
    pt="@eu, eu, nós, eu mesmo, eu mesma",
    it="@io, io, noi, io stesso",
    nl="@ik, ik, wij, we, ikzelf",
)

DONE_WHEN = forms(
    en="done when, done once, done if, done as soon as, complete when, finished when, definition of done, dod",
    de="fertig wenn, fertig sobald, erledigt wenn, erledigt sobald, fertig ist es wenn, fertig ist es sobald",
    fr="fini quand, terminé quand, fait quand, terminé lorsque, fini dès que, terminé dès que",
    es="hecho cuando, terminado cuando, listo cuando",
    pt="feito quando, pronto quando, concluído quando, terminado quando",
    it="fatto quando, finito quando, completato quando, pronto quando",
    nl="klaar als, klaar wanneer, klaar zodra, af als, gedaan wanneer",
)

DUE = forms(
    en="eta, due, due date, deadline, due on, due by",
    de="fällig, fällig am, frist, deadline",
    fr="échéance, date limite",
    es="fecha límite, plazo, vence, vence el",
    pt="prazo, data limite, vence",
    it="scadenza, scade",
    nl="deadline, uiterlijk",
)
"""What may stand before a day besides a preposition."""

BY = forms(
    en="by, until, till, before",
    de="bis, vor",
    fr="d'ici, avant, jusqu'au",
    es="antes de, antes del, hasta",
    pt="até, antes de",
    it="entro, prima di, fino al",
    nl="tot, uiterlijk, voor",
)
"""Prepositions of a deadline; "in", "on" and the like also end other phrases ("log in Friday")."""

FOR = forms(en="for", de="für", fr="pour", es="para", pt="para", it="per", nl="voor")

THANKED_FOR = forms(
    en="for",
    de="für, fürs, für's",
    fr="pour",
    es="por, para",
    pt="por, pelo, pela, pelos, pelas, para",
    it="per",
    nl="voor",
)

AND = forms(en="and, &", de="und", fr="et", es="y, e", pt="e", it="e, ed", nl="en")

BECAUSE = forms(
    en="because of, because, since, due to, so that, owing to, as",
    de="weil, wegen, denn, da, damit",
    fr="parce que, parce qu', car, à cause de, afin que, puisque",
    es="porque, ya que, debido a, para que",
    pt="porque, pois, já que, devido a, para que",
    it="perché, poiché, dato che, a causa di",
    nl="omdat, want, vanwege, zodat, doordat",
)
"""What a reason begins with, right behind a command."""

RATIONALE = forms(
    en="because of, because, so that, due to, since",
    de="weil, damit, wegen",
    fr="parce que, parce qu', puisque, afin que, afin de",
    es="porque, ya que, para que, debido a",
    pt="porque, já que, devido a",
    it="perché, poiché, dato che",
    nl="omdat, zodat, vanwege",
)
"""What a reason begins with, in the middle of a sentence: words with one meaning only."""

REVIEW = forms(
    en="to be reviewed, review, reviewed, review it, revisit, revisit it, review date, we review, we revisit",
    de="überprüfung, überprüfen, prüfen, wiedervorlage, review, neu bewerten",
    fr="à revoir, revue, revoir, réexamen, réévaluer, on revoit",
    es="revisar, revisión, a revisar, reevaluar",
    pt="rever, revisar, revisão, a rever, reavaliar",
    it="rivedere, revisione, da rivedere, rivalutare",
    nl="herzien, herziening, opnieuw bekijken, evalueren, evaluatie",
)

REPLACES = forms(
    en="replaces, replacing, supersedes, superseding, instead of, in place of",
    de="ersetzt, anstelle von, anstatt, statt, löst ab",
    fr="remplace, remplaçant, à la place de, au lieu de",
    es="reemplaza, sustituye, en lugar de, en vez de",
    pt="substitui, em vez de, em lugar de",
    it="sostituisce, al posto di, invece di",
    nl="vervangt, in plaats van, ter vervanging van",
)
"""Before the id of a decision that another one takes the place of."""

GOAL = forms(
    en="goal, our goal, the goal",
    de="ziel, unser ziel, das ziel",
    fr="objectif, notre objectif",
    es="objetivo, meta, nuestro objetivo",
    pt="objetivo, meta, o nosso objetivo",
    it="obiettivo, scopo, il nostro obiettivo",
    nl="doel, ons doel, doelstelling",
)
CRITERIA = forms(
    en="criteria, criterion, measured by, success criteria",
    de="kriterien, kriterium, gemessen an, woran wir es messen",
    fr="critères, critère, mesuré par",
    es="criterios, criterio, medido por",
    pt="critérios, critério, medido por",
    it="criteri, criterio, misurato da",
    nl="criteria, criterium, gemeten aan",
)
"""Before a colon: what an intent or a commitment is for, and by what an intent is judged."""

UNLESS = forms(
    en="unless, if nobody objects, if no one objects, if there are no objections, if no objections, objections by,"
    " objections until, object by",
    de="es sei denn, sofern, wenn niemand, falls niemand, falls kein, wenn kein, einwände bis, einspruch bis,"
    " außer jemand",
    fr="sauf objection, sauf opposition, sauf si, à moins, objections avant, si personne ne s'oppose",
    es="salvo, a menos, si nadie se opone, si nadie objeta, objeciones antes, objeciones hasta",
    pt="salvo, a menos, se ninguém se opuser, exceto se, objeções até",
    it="salvo, a meno, se nessuno si oppone, obiezioni entro",
    nl="tenzij, als niemand, bezwaren voor, bezwaar voor, indien geen",
)
"""Begins the clause which says until when one may object."""

IRREVERSIBLE = forms(
    en="not reversible, irreversible, not easily reversible, hard to reverse, cannot be reversed, can't be undone,"
    " one-way door, non-reversible",
    de="nicht umkehrbar, unumkehrbar, irreversibel, nicht reversibel, nicht rückgängig zu machen",
    fr="irréversible, non réversible, pas réversible, difficile à annuler, sans retour possible, ne peut être annulé",
    es="irreversible, no reversible, irreversible del todo, difícil de revertir, no se puede deshacer,"
    " sin vuelta atrás",
    pt="irreversível, não reversível, difícil de reverter, não se pode desfazer, sem volta atrás",
    it="irreversibile, non reversibile, difficile da annullare, non si può annullare, senza ritorno",
    nl="onomkeerbaar, niet omkeerbaar, niet terug te draaien, moeilijk terug te draaien, kan niet worden teruggedraaid",
)
REVERSIBLE = forms(
    en="reversible, easily reversible, easy to reverse, easy to undo, can be undone, two-way door",
    de="umkehrbar, reversibel, leicht rückgängig zu machen, leicht umkehrbar, lässt sich rückgängig machen",
    fr="réversible, facile à annuler, facilement réversible, peut être annulé",
    es="reversible, fácil de revertir, se puede deshacer",
    pt="reversível, fácil de reverter, pode ser desfeito",
    it="reversibile, facile da annullare, si può annullare",
    nl="omkeerbaar, terug te draaien, makkelijk terug te draaien, kan worden teruggedraaid",
)

THANKS = forms(
    en="many thanks to, thanks a lot to, big thanks to, thanks to, thanks, thank you, thx, kudos to, kudos, props to,"
    " shout-out to, shoutout to, credit to",
    de="vielen dank an, danke an, dank an, danke, vielen dank, großen dank an, herzlichen dank an,"
    " dankeschön an, ein dank an, kudos an",
    fr="un grand merci à, merci à, merci, merci beaucoup à, mille mercis à, bravo à, chapeau à, un merci à",
    es="muchas gracias a, gracias a, gracias, mil gracias a, un gracias a, muchas gracias, kudos a, agradezco a",
    pt="obrigado a, obrigada a, obrigado, obrigada, muito obrigado a, muito obrigada a, obrigados a,"
    " kudos a, agradeço a",
    it="grazie mille a, grazie a, grazie, un grazie a, mille grazie a, molte grazie a, kudos a, ringrazio",
    nl="met dank aan, dank aan, dankzij, bedankt, dank, veel dank aan, hartelijk dank aan, dank je,"
    " dankjewel, kudos aan, hulde aan",
)
"""Thanks within a line: "schema review, thanks @chen"."""

COPULAS = forms(
    en="is, was, are, has been, is now, is still, got, is all, should be, i will, i'll, it's, it is, are"
    " now, were, is finally, is already, are all, are both, have been, i'm, i am, i've, i have, looks",
    de="ist, wurde, ist jetzt, ist nun, habe ich, bitte, sind, bin, ich bin, hab ich, ist bereits, ist"
    " schon, ist endlich, sind jetzt, wurden, haben wir",
    fr="est, a été, est maintenant, c'est, sont, je suis, est déjà, est enfin, ont été, on a, j'ai",
    es="está, ha sido, ya está, es, ya ha sido, están, estoy, son, fue, ya, ya es, he, queda",
    pt="está, foi, já está, é, já foi, são, estão, sou, estou, já, ficou, está já",
    it="è, è stato, è stata, è già, sono, sono stati, sono state, ho, è ormai, è finalmente, ora è",
    nl="is, is nu, werd, zijn, ben ik, heb ik, is al, is eindelijk, is inmiddels, werden, hebben we",
)
"""May stand between an id and its verb: "C12 is done"."""

RANGE = forms(
    en="to, until, till, through, up to, and including",
    de="bis, bis zum, bis einschließlich, bis einschl.",
    fr="au, jusqu'au, à",
    es="a, al, hasta, hasta el",
    pt="a, ao, até, até ao, até o",
    it="a, al, fino al, fino a",
    nl="tot, t/m, tot en met",
)
"""Between the first and the last day of an absence."""

UNTIL = forms(
    en="until, till, through, up to, to",
    de="bis",
    fr="jusqu'au, jusqu'à, au",
    es="hasta, al",
    pt="até, ao",
    it="fino, al",
    nl="tot, t/m",
)
"""Before a day that is the last of an absence."""

DURING = forms(
    en="for, for the next, the next",
    de="für",
    fr="pour, pendant",
    es="por, durante",
    pt="por, durante",
    it="per",
    nl="voor",
)

FROM = forms(
    en="from, starting, starting from, as of",
    de="vom, von, ab, ab dem",
    fr="du, à partir du, à partir de, dès, dès le",
    es="del, desde el, desde, a partir del, a partir de",
    pt="de, desde, do, a partir de, a partir do, a partir da",
    it="dal, da, dalla, a partire da, a partire dal",
    nl="van, vanaf, met ingang van",
)

SINCE = forms(en="since, from, after", de="seit", fr="depuis", es="desde", pt="desde", it="dal, da", nl="sinds, vanaf")

MAYBE = forms(
    en="may, might, could, can, should, perhaps, maybe, probably, possibly, can't, cannot, won't, will not",
    de="könnte, kann, vielleicht, eventuell, evtl., wahrscheinlich, wohl, sollte",
    fr="peut, pourrait, peut-être, probablement, devrait",
    es="puede, podría, quizás, quizá, tal vez, probablemente, debería",
    pt="pode, poderia, talvez, provavelmente, deveria",
    it="può, potrebbe, forse, probabilmente, dovrebbe",
    nl="kan, zou, misschien, wellicht, waarschijnlijk",
)
"""After an id, what follows is not surely so: "C12 may slip to Friday" moves nothing."""
