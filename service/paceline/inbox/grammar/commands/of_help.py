"""Of a help request, a referral, thanks and offers."""

from __future__ import annotations

from paceline.inbox.grammar.commands.conditions import BUT, UNFINISHED, WITHDRAWN
from paceline.inbox.grammar.commands.row import HELP, OWN_REQUEST, REFERRAL, SELF, THANKS, Row
from paceline.inbox.grammar.words import forms

HELP_REQUESTS: tuple[Row, ...] = (
    Row(
        "take",
        HELP,
        "given",
        "H3 take",
        forms(
            en="take, taking, i take it, i'll take it, i'll take this, i take this, take it, i can help,"
            " i'll help, yes, i'll do it, i can do it, 👍, +1, ✋, 🙋, i'll take, on it, count me in,"
            " happy to help, i can take it",
            de="übernehme, ich übernehme, übernehme ich, nehme ich, mache ich, ich helfe, ja, kann ich"
            " machen, ich kann helfen, kümmere mich, ich kümmere mich, ich kümmere mich darum, gerne",
            fr="prends, je prends, je m'en occupe, je m'en charge, oui, je peux aider, je prends ça, je"
            " m'y colle, je le fais, avec plaisir",
            es="tomo, lo tomo, me encargo, yo me encargo, sí, puedo ayudar, lo hago yo, yo lo hago, yo"
            " me ocupo, me ocupo",
            pt="assumo, eu assumo, fico com isso, trato disso, sim, posso ajudar, eu faço, eu trato,"
            " trato eu disso, eu ajudo, fico com ela",
            it="prendo, lo prendo io, ci penso io, me ne occupo, sì, posso aiutare, lo faccio io, me ne"
            " occupo io, prendo io, aiuto io",
            nl="neem ik, ik neem het, pak ik op, ik pak het op, doe ik, ja, ik kan helpen, ik help, ik"
            " doe het, ik pak dit op, ik neem dit op me",
        ),
        BUT,
    ),
    Row(
        "part",
        HELP,
        "part",
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
        HELP | REFERRAL,
        "reason",
        "H3 can't",
        forms(
            en="can't, cant, cannot, can not, i can't, i cannot, no, nope, sorry, unable, not me, pass,"
            " decline, 👎, sorry no, i'm afraid not, no time, not possible, i can't help",
            de="kann nicht, kann ich nicht, geht nicht, nein, leider nicht, schaffe ich nicht, keine"
            " zeit, nicht möglich, leider nein",
            fr="peux pas, je ne peux pas, je peux pas, impossible, non, désolé, désolée, pas possible,"
            " pas le temps, je ne peux pas aider",
            es="no puedo, no, imposible, lo siento, no es posible, no tengo tiempo, no podré",
            pt="não posso, não consigo, não, impossível, não é possível, não tenho tempo, não vou conseguir, lamento",
            it="non posso, non riesco, no, impossibile, non è possibile, non ho tempo, non ce la faccio, mi dispiace",
            nl="kan niet, kan ik niet, lukt niet, nee, helaas, niet mogelijk, geen tijd, kan helaas niet",
        ),
        {},
    ),
    Row(
        "done",
        HELP,
        "reason",
        "H3 no longer needed",
        WITHDRAWN,
        UNFINISHED,
    ),
    Row(
        "stop",
        OWN_REQUEST,
        "reason",
        "H3 stop",
        forms(
            en="stop, stop asking, ask nobody, ask nobody else, no more, enough",
            de="stopp, stop, nicht mehr fragen, frag niemanden, frage niemanden, genug",
            fr="stop, arrêter, arrête, ne demande à personne, ça suffit",
            es="stop, parar, no preguntes a nadie, no preguntes más, basta",
            pt="stop, parar, não perguntes a ninguém, não pergunte a ninguém, chega",
            it="stop, ferma, non chiedere a nessuno, basta",
            nl="stop, stoppen, niet meer vragen, vraag niemand, genoeg",
        ),
        {},
        told="Nobody else is asked for a hand; it stays open.",
    ),
    Row(
        "thank",
        THANKS,
        "words",
        "H3 thanks: we would be stuck without you",
        forms(
            en="thanks, thank you, thank, learned, learnt",
            de="danke, dank, vielen dank, gelernt",
            fr="merci, appris",
            es="gracias, aprendido, aprendí",
            pt="obrigado, obrigada, aprendi, aprendido",
            it="grazie, imparato",
            nl="bedankt, dank, dank je, geleerd",
        ),
        {},
        told="Whoever helped reads it.",
    ),
    Row(
        "offer",
        SELF,
        "set off",
        "offer: review SQL, an hour",
        forms(
            en="offer, i offer, my offer, i can help with",
            de="angebot, mein angebot, ich biete, biete, ich biete an",
            fr="offre, j'offre, mon offre, je propose",
            es="oferta, mi oferta, ofrezco",
            pt="oferta, a minha oferta, ofereço",
            it="offerta, la mia offerta, offro",
            nl="aanbod, mijn aanbod, ik bied aan, ik bied",
        ),
        {},
        told="It stands in the list of who offers help with what, and you are asked first where the words match.",
    ),
    Row(
        "offers",
        SELF,
        "alone",
        "offers",
        forms(
            en="offers, who offers, who offers what, who offers help, who can help",
            de="angebote, wer bietet was, wer hilft, wer kann helfen",
            fr="offres, qui offre quoi, qui peut aider",
            es="ofertas, quién ofrece qué, quién puede ayudar",
            pt="ofertas, quem oferece o quê, quem pode ajudar",
            it="offerte, chi offre cosa, chi può aiutare",
            nl="aanbiedingen, wie biedt wat, wie kan helpen",
        ),
        {},
    ),
    Row(
        "no offer",
        SELF,
        "set off",
        "no offer: SQL",
        forms(
            en="no offer, no offers, remove offer, withdraw offer, offer off, offers off",
            de="kein angebot, keine angebote, angebot zurückziehen, angebot löschen",
            fr="aucune offre, plus d'offre, retirer l'offre",
            es="ninguna oferta, sin oferta, retirar oferta",
            pt="nenhuma oferta, sem oferta, retirar oferta",
            it="nessuna offerta, ritirare offerta, ritira offerta",
            nl="geen aanbod, aanbod intrekken",
        ),
        {},
        told="Without words: nothing any more.",
    ),
)
