"""Of an intent, a decision and an agreement."""

from __future__ import annotations

from paceline.inbox.grammar.commands.conditions import ON_CONDITION, WITHDRAWN
from paceline.inbox.grammar.commands.row import AGREEMENT, DECISION, INTENT, OF_ITS_OWNER, REFERRAL, REVIEW, SELF, Row
from paceline.inbox.grammar.words import forms

DECISIONS: tuple[Row, ...] = (
    Row(
        "ok",
        INTENT | AGREEMENT | REFERRAL,
        "reason",
        "D4 ok",
        forms(
            en="ok, okay, agree, agreed, i agree, yes, fine, fine with me, fine by me, lgtm, no"
            " objection, no objections, accept, 👍, +1, ✅, sounds good, sounds fine, looks good, looks"
            " good to me, looks fine, go ahead, go for it, works for me, good with me, ok with me, ok"
            " for me, ok by me, i'm fine with it, i'm fine with that, i'm ok with it, no concerns, no"
            " concern, no problem with that, in favour, in favor, i'm in, good idea, ship it,"
            " approved, approve, +2, 👌, 🆗, no problem for me, no problem from my side",
            de="ok, okay, einverstanden, ja, passt, keine einwände, kein einwand, zustimmung, stimme zu,"
            " passt für mich, von mir aus, von mir aus gerne, in ordnung, geht klar, dafür, ich bin"
            " dafür, bin dafür, bin einverstanden, ich bin einverstanden, keine bedenken, kein problem"
            " damit, finde ich gut, klingt gut, für mich ok, für mich in ordnung, gute idee, nur zu,"
            " kein problem für mich",
            fr="ok, d'accord, oui, pas d'objection, aucune objection, ça me va, ok pour moi, pour moi"
            " c'est bon, pour moi c'est ok, c'est bon pour moi, très bien, parfait, bonne idée, je"
            " suis d'accord, je suis pour, pas de souci pour moi, pas d'objections, sans objection,"
            " vas-y, allez-y, approuvé, pas de problème pour moi, aucun problème pour moi",
            es="ok, de acuerdo, sí, vale, sin objeciones, conforme, me parece bien, por mí bien, por mí"
            " ok, por mí vale, estoy de acuerdo, a favor, estoy a favor, adelante, perfecto, buena"
            " idea, sin problema por mi parte, ninguna objeción, no tengo objeciones, aprobado, no hay"
            " problema por mi parte",
            pt="ok, de acordo, concordo, sim, sem objeções, por mim tudo bem, por mim ok, por mim pode"
            " ser, parece-me bem, estou de acordo, a favor, sou a favor, avança, podem avançar,"
            " perfeito, boa ideia, nenhuma objeção, não tenho objeções, aprovado, pode ser",
            it="ok, d'accordo, sì, va bene, nessuna obiezione, per me va bene, per me ok, sono"
            " d'accordo, a favore, sono a favore, favorevole, procediamo, procedi pure, perfetto,"
            " buona idea, nessun problema per me, nessuna obiezione da parte mia, approvato, nulla in"
            " contrario, nessun problema da parte mia",
            nl="ok, oké, akkoord, ja, prima, geen bezwaar, eens, vind ik goed, wat mij betreft prima,"
            " wat mij betreft ok, wat mij betreft akkoord, mee eens, ik ben het eens, helemaal eens,"
            " helemaal goed, ga je gang, ik ben voor, geen bezwaren, geen probleem mee, goed idee,"
            " goedgekeurd, geen probleem wat mij betreft",
        ),
        ON_CONDITION,
    ),
    Row(
        "object",
        INTENT,
        "words",
        "D4 object: the write rate is too high",
        forms(
            en="object, i object, objection, objecting, no, disagree, i disagree, veto, 👎, -1, i'm"
            " against it, i'm against this, i'm against, i am against, against, i am against it,"
            " opposed, i'm opposed, strongly disagree, don't do it, reject, rejected, strongly"
            " against, strongly object, i strongly object, i strongly disagree",
            de="einspruch, einwand, widerspruch, widerspreche, ich widerspreche, dagegen, nein, ich bin"
            " dagegen, bin dagegen, nicht einverstanden, ich bin nicht einverstanden, bin nicht"
            " einverstanden, lehne ab, ich lehne das ab, veto, ich erhebe einspruch, entschieden"
            " dagegen, strikt dagegen",
            fr="objection, je m'oppose, opposé, opposée, contre, non, je suis contre, pas d'accord, je"
            " ne suis pas d'accord, veto, je suis opposé, je suis opposée, tout à fait contre,"
            " fermement opposé, fermement opposée",
            es="objeción, me opongo, objeto, no, en contra, estoy en contra, no estoy de acuerdo, en"
            " desacuerdo, veto, opuesto, objeto a esto, totalmente en contra",
            pt="objeção, oponho-me, me oponho, não, contra, sou contra, estou contra, não concordo,"
            " discordo, veto, não estou de acordo, totalmente contra",
            it="obiezione, mi oppongo, contrario, contraria, no, sono contrario, sono contraria, non"
            " sono d'accordo, contro, sono contro, veto, mi oppongo a questo, assolutamente contrario,"
            " assolutamente contraria",
            nl="bezwaar, oneens, tegen, nee, ben ik tegen, ik ben tegen, niet mee eens, ik ben het niet"
            " eens, niet akkoord, veto, ik maak bezwaar, helemaal tegen, sterk tegen",
        ),
        {},
    ),
    Row(
        "advice",
        INTENT,
        "words",
        "D4 advice: watch the write rate",
        forms(
            en="advice, advise, my advice, comment, suggestion, concern, note, remark, thought, one"
            " thought, fyi, worry, my worry",
            de="rat, ratschlag, hinweis, anmerkung, vorschlag, bedenken, mein rat, anregung, kommentar,"
            " bedenken dazu, tipp",
            fr="conseil, avis, remarque, suggestion, mon conseil, commentaire, note, inquiétude, un conseil",
            es="consejo, sugerencia, comentario, mi consejo, nota, observación, preocupación, recomendación",
            pt="conselho, sugestão, comentário, o meu conselho, nota, observação, preocupação, recomendação",
            it="consiglio, suggerimento, commento, il mio consiglio, nota, osservazione, preoccupazione,"
            " raccomandazione",
            nl="advies, suggestie, opmerking, mijn advies, tip, kanttekening, zorg, aanbeveling",
        ),
        {},
    ),
    Row(
        "hold",
        INTENT,
        "hold",
        "D4 hold 2 days",
        forms(
            en="hold, wait, on hold, more time, hold off, hold on, please wait, need more time, i need more time",
            de="warten, warte, aufschub, halt, mehr zeit, bitte warten, brauche mehr zeit, ich brauche mehr zeit",
            fr="attendre, attends, suspendre, plus de temps, besoin de plus de temps, j'ai besoin de"
            " plus de temps, attendons",
            es="esperar, espera, más tiempo, necesito más tiempo, esperemos, aguanta",
            pt="esperar, espera, aguardar, mais tempo, preciso de mais tempo, esperemos",
            it="attendere, aspettare, aspetta, più tempo, ho bisogno di più tempo, aspettiamo, serve più tempo",
            nl="wacht, wachten, uitstel, meer tijd, even wachten, ik heb meer tijd nodig, meer tijd nodig",
        ),
        {},
    ),
    Row(
        "delegate",
        DECISION,
        "name",
        "D4 delegate to @bo",
        forms(
            en="delegate to, delegate, delegated to, i delegate to",
            de="delegiere an, delegieren an, delegiert an",
            fr="déléguer à, délègue à, je délègue à",
            es="delegar en, delego en, delegar a",
            pt="delegar em, delego em, delegar a, delegar para",
            it="delegare a, delego a",
            nl="delegeren aan, delegeer aan",
        ),
        {},
        told="Its owner hands over the decision; who is waited for, their word.",
    ),
    Row(
        "amend",
        DECISION,
        "words",
        "D4 amend: drop Python 3.11 in March instead",
        forms(
            en="amend, amended, amend to, change to, reword",
            de="ändern, geändert, ändere, anpassen",
            fr="amender, modifier, modifié",
            es="enmendar, modificar, cambiar a",
            pt="emendar, alterar, modificar",
            it="emendare, modificare, modifica",
            nl="wijzigen, wijzig, aanpassen, amenderen",
        ),
        {},
    ),
    Row(
        "withdraw",
        OF_ITS_OWNER,
        "reason",
        "D4 withdraw",
        {**WITHDRAWN, "en": (*WITHDRAWN["en"], "drop")},
        {},
    ),
    Row(
        "decide anyway",
        OF_ITS_OWNER,
        "words",
        "D4 decide anyway: the vendor's support ends in March",
        forms(
            en="decide anyway, decided anyway, anyway",
            de="trotzdem entscheiden, trotzdem entschieden, dennoch entscheiden, trotzdem",
            fr="décider quand même, quand même",
            es="decidir de todos modos, de todos modos",
            pt="decidir mesmo assim, mesmo assim",
            it="decidere comunque, comunque",
            nl="toch besluiten, toch beslissen, desondanks",
        ),
        {},
        told="Where the team gives its owner that right.",
    ),
    Row(
        "keep",
        REVIEW | AGREEMENT,
        "kept",
        "D4 keep because it has served us well",
        forms(
            en="keep, keep it, we keep it, kept, keep as it is, leave it as it is, uphold, it stands, still right",
            de="behalten, beibehalten, wir behalten es, bleibt, es bleibt, bleibt so, bleibt dabei",
            fr="garder, maintenir, on garde, on maintient, maintenu, maintenue, nous maintenons",
            es="mantener, se mantiene, mantenemos, lo mantenemos, conservar",
            pt="manter, mantém-se, mantemos, fica como está",
            it="mantenere, manteniamo, lo manteniamo, confermare, confermato, resta così",
            nl="houden, behouden, we houden het, blijft, blijft zo, handhaven",
        ),
        ON_CONDITION,
        told="With `review in June` it comes back once more.",
    ),
    Row(
        "reverse",
        REVIEW,
        "words",
        "D4 reverse because two customers need it",
        forms(
            en="reverse, reversed, reverse it, we reverse it, revert, revoke, overturn, take it back",
            de="umkehren, rückgängig machen, machen wir rückgängig, zurücknehmen, aufheben, rückgängig",
            fr="annuler, revenir dessus, on revient dessus, revenir en arrière, révoquer",
            es="revertir, deshacer, revocar, anular, lo revertimos",
            pt="reverter, desfazer, revogar, anular, revertemos",
            it="revocare, annullare, tornare indietro, torniamo indietro",
            nl="terugdraaien, draaien we terug, herroepen, ongedaan maken",
        ),
        {},
        told="A new decision takes its place.",
    ),
    Row(
        "right",
        REVIEW,
        "reason",
        "D4 right: it happened in January",
        forms(
            en="right, was right, i was right, the worry was right, the worry came true, came true, it came true,"
            " it happened",
            de="hatte recht, ich hatte recht, eingetreten, ist eingetreten, trat ein, traf zu",
            fr="avait raison, j'avais raison, s'est réalisé, s'est réalisée, c'est arrivé",
            es="tenía razón, yo tenía razón, se cumplió, ocurrió",
            pt="tinha razão, eu tinha razão, confirmou-se, aconteceu",
            it="avevo ragione, aveva ragione, si è avverato, si è avverata, è successo",
            nl="had gelijk, ik had gelijk, kwam uit, is uitgekomen, is gebeurd",
        ),
        ON_CONDITION,
        told="The worry that was kept with it came true.",
    ),
    Row(
        "wrong",
        REVIEW,
        "reason",
        "D4 wrong: the rate stayed low",
        forms(
            en="wrong, was wrong, i was wrong, the worry was wrong, the worry did not come true, did not come true,"
            " didn't come true, it did not happen, it didn't happen, did not happen",
            de="hatte unrecht, ich hatte unrecht, nicht eingetreten, ist nicht eingetreten, trat nicht ein,"
            " traf nicht zu",
            fr="avait tort, j'avais tort, ne s'est pas réalisé, ne s'est pas réalisée, ce n'est pas arrivé",
            es="me equivoqué, no se cumplió, no ocurrió, no tenía razón",
            pt="estava errado, estava errada, não se confirmou, não aconteceu",
            it="avevo torto, aveva torto, non si è avverato, non si è avverata, non è successo",
            nl="had ongelijk, ik had ongelijk, kwam niet uit, is niet uitgekomen, is niet gebeurd",
        ),
        ON_CONDITION,
        told="The worry that was kept with it did not come true.",
    ),
    Row(
        "agreement",
        SELF,
        "alone",
        "agreement",
        forms(
            en="agreement, our agreement, the agreement, operating agreement, our operating agreement, working"
            " agreement",
            de="vereinbarung, unsere vereinbarung, die vereinbarung, teamvereinbarung, arbeitsvereinbarung",
            fr="convention, notre convention, la convention, convention d'équipe, nos règles",
            es="acuerdo, nuestro acuerdo, el acuerdo, acuerdo de equipo, acuerdo de trabajo",
            pt="acordo, o nosso acordo, nosso acordo, acordo de equipa, acordo de equipe, acordo de trabalho",
            it="accordo, il nostro accordo, l'accordo, accordo di squadra, accordo di lavoro",
            nl="afspraken, onze afspraken, de afspraken, teamafspraken, werkafspraken",
        ),
        {},
        told="What your team has agreed, in numbered clauses; `Intent: agreement 3.1: 3 working days because …` changes"
        " one.",
    ),
    Row(
        "agreement history",
        SELF,
        "alone",
        "agreement history",
        forms(
            en="agreement history, history of the agreement, why agreement, why the agreement",
            de="verlauf der vereinbarung, vereinbarung verlauf, warum vereinbarung",
            fr="historique de la convention, convention historique, pourquoi convention",
            es="historial del acuerdo, acuerdo historial, por qué acuerdo",
            pt="histórico do acordo, acordo histórico, porquê acordo",
            it="storia dell'accordo, accordo storia, perché accordo",
            nl="geschiedenis van de afspraken, afspraken geschiedenis, waarom afspraken",
        ),
        {},
    ),
)
