"""How letters end: what devices say of themselves, the closings, the notices of lawyers and of lists. Tables only.

As in vocabulary.py: all lower-case, words apart by spaces, phrases by "|".
"""

from __future__ import annotations

SENT = {
    "en": "sent from|sent via|sent with|sent by|sent using|sent wirelessly|sent on|sent through|written on|typed on|"
    "typed with|typed from|posted from|get outlook|composed on|this message was sent|this email was sent|from my|"
    "outlook for",
    "de": "gesendet|diese nachricht wurde|von meinem|von samsung|von unterwegs|holen sie sich outlook|outlook für",
    "fr": "envoyé|envoyée|message envoyé|télécharger outlook|téléchargez outlook|obtenir outlook|courrier envoyé|"
    "provenance",
    "es pt it ca": "enviado|enviada|mensaje enviado|obtener outlook|obtenha|obter o|inviato|inviata|scarica|enviat",
    "nl": "verzonden|verstuurd|outlook voor|download outlook",
    "da no sv fi": "sendt|skickat|skickades|hämta outlook|hent outlook|lähetetty|hanki outlook",
    "pl cs sk hr": "wysłane|wysłano|pobierz outlook|odesláno|odoslané|poslano",
    "ru uk bg": "отправлено|надіслано|изпратено",
    "hu ro tr el et id": "küldve|trimis|gönderildi|outlook for|στάλθηκε|saadetud|dikirim",
    "he ar vi": "נשלח|أُرسلت|أرسلت|أرسل|تم الإرسال|gửi từ|đã gửi từ|được gửi từ",
}
"""How a line such as "Sent from my iPhone" begins."""
SENT_UNSPACED = (
    "发自",
    "發自",
    "寄自",
    "从我的",
    "從我的",
    "来自我的",
    "获取 outlook",
    "獲取 outlook",
    "取得 outlook",
    "나의",
)
SENT_LAST = (
    "から送信",
    "から送信されました",
    "を入手",
    "에서 보냄",
    "에서 보냈습니다",
    "에서 보낸 메일",
    "outlook 받기",
    " gesendet",
    " gesendet.",
    "gönderildi",
    "sent from my iphone",
)

DEVICES = (
    "iphone ipad ipod android blackberry samsung galaxy huawei xiaomi htc nokia nexus windows outlook yahoo "
    "gmail aol airmail "
    "mailbox mailspring sparrow spark newton cloudmagic boxer typeapp bluemail k fairemail proton protonmail "
    "tutanota "
    "thunderbird superhuman hey acompli inky gmx zoho mymail mobile mobil mobiltelefon handy smartphone "
    "téléphone móvil "
    "celular cellulare telefon telefoon mobiel kännykästä puhelimesta wireless phone tablet tablette unterwegs"
)
DEVICE_STEMS = (
    "iphon ipad blackberry android outlook komórk телефон мобильн мобільн яндекс mail.ru web.de 手机 手機 携帯 휴대"
)

CLOSINGS = {
    "en": "(?:(?:with )?(?:my |our )?(?:many |kind(?:est)? |best |warm(?:est)? |warm personal |all the |very )?)"
    "(?:regards|wishes|best)|all the best|best of luck|very truly yours|sincerely(?: yours)?|"
    "(?:very )?yours(?: truly| sincerely| faithfully| ever)?|cheers|(?:many )?thank(?:s| you)(?: again| a lot|"
    " a million| "
    "very much| so much| kindly)?(?: in advance)?(?: for (?:your|all your|all the|the)(?: [a-z]+){1,4})?"
    "(?: (?:and|&|\\+) (?:best |kind )?regards)?|thx|ty|tia|tks|take care|br|kr|rgds|rgrds|regds|respectfully"
    "(?: yours)?|cordially|best|love|lots of love|xoxo|hugs|greetings|(?:talk|speak) (?:to you )?(?:soon|later)|"
    "see you(?: soon| there| then)?|(?:enjoy|have) (?:a|your) (?:great|good|nice|lovely|wonderful) "
    "(?:day|evening|weekend|week|one)|peace",
    "de": "mit (?:freundlich|best|lieb|herzlich|viel|schön)e[nm] gr(?:ü(?:ß|ss)en|u(?:ß|ss))|"
    "(?:viele|liebe|beste|herzliche|schöne|freundliche|sonnige)[nr]? gr(?:ü(?:ß|ss)e|u(?:ß|ss))(?: aus \\w+| an alle)?|"
    "(?:lieber |schönen )?gru(?:ß|ss)|grü(?:ß|ss)e|lg|vg|mfg|bg|gr|"
    "danke(?: und (?:viele )?gr(?:u|ü)(?:ß|ss)e?| schön| dir| im voraus)?|(?:vielen|besten|"
    "herzlichen) dank(?: im voraus)?|"
    "hochachtungsvoll|bis (?:bald|dann|morgen|später)",
    "fr": "(?:bien |très )?cordialement(?: vôtre)?|bien (?:à (?:vous|toi)|cordialement|amicalement)|"
    "(?:bien )?amicalement|"
    "amitiés|merci(?: d'avance| beaucoup| par avance| bien)?|(?:sincères |cordiales |meilleures )?salutations|cdlt|cdt|"
    "bonne (?:journée|soirée|fin de journée|réception)|bises|à bientôt|respectueusement",
    "es ca": "(?:un |muchos )?(?:cordial(?:es)? )?saludos?(?: cordial(?:es)?)?|atentamente|atte|"
    "(?:muchas |mil )?gracias(?: de antemano)?|(?:un |fuerte |un fuerte )?abrazos?|salutacions|gràcies",
    "pt": "(?:muito )?atenciosamente|(?:com os (?:melhores |meus )?)?(?:melhores )?cumprimentos|"
    "(?:muito )?obrigad[oa](?: desde já)?|(?:um |grande )?abraços?|abs|att|saudações",
    "it": "(?:(?:i miei )?(?:più )?cordiali |distinti |tanti |un )?salut[io]|(?:molte |tante )?grazie(?: mille|"
    " in anticipo)?|"
    "a presto|ciao|cordialmente|buona giornata|buon lavoro",
    "nl": "(?:met )?(?:vriendelijke|hartelijke|beste)r? groet(?:en)?|(?:hartelijke |vele |veel )?groet(?:en|jes)?|gr|"
    "mvg|"
    "(?:alvast )?bedankt|(?:hartelijk |alvast )?dank(?: je wel| u wel)?|fijne dag",
    "da no sv": "(?:med )?(?:de )?(?:venlig|vennlig|vänlig|bäst|bedst|best|mange|mang|kærlig|hjertelig)(?:a|e|st|"
    "ste)? ?"
    "(?:hils(?:en|ning(?:ar)?|ner|ener)|hälsning(?:ar)?)|hils(?:en|ner)|hälsningar|mvh|vh|kh|dbh|"
    "(?:tack|takk?)(?: på förhand| på forhånd| så mycket| for hjælpen)?|ha det bra|ha en (?:bra|fin|god) dag",
    "fi": "(?:ystävällisin |parhain )?terveis(?:in|iä)|terv|t|kiitos(?: etukäteen)?|kiittäen",
    "pl": "(?:z )?(?:wyrazami szacunku|poważaniem|pozdrawiam|pozdrowieni(?:a|ami))|pozdrawiam serdecznie|pozdr|dzięki|"
    "dziękuję|serdecznie pozdrawiam",
    "cs sk": "s (?:přátelským |srdečným )?pozdravo?e?m|(?:děkuji|ďakujem|díky|vďaka)(?: předem| vopred)?|hezký den|"
    "pekný deň|"
    "(?:srdečn[ěe] )?zdraví",
    "hr sl sr": "(?:lep|lijep|srdačan|lp|prijazen) ?pozdrav|lp|pozdrav|hvala|s poštovanjem|srdačno",
    "ru uk bg": "с уважением|с наилучшими пожеланиями|всего (?:доброго|хорошего)|(?:заранее )?спасибо|з повагою|дякую|"
    "с уважение|поздрави|благодаря|до свидания|хорошего дня|гарного дня",
    "tr": "saygılar(?:ımla|ımızla)?|(?:çok )?teşekkür(?:ler| ederim| ederiz)|i\u0307?yi (?:çalışmalar|günler|"
    "dileklerimle)|"
    "sevgiler|selamlar",
    "hu": "(?:szívélyes |baráti )?üdv(?:özlettel|özlet)?|tisztelettel|(?:előre is )?köszönöm|köszi|köszönettel|"
    "szép napot",
    "ro": "cu (?:stimă|respect|drag)|(?:vă )?mulțumesc|mulţumesc|toate cele bune|o zi (?:bună|frumoasă)",
    "el": "με (?:εκτίμηση|φιλικούς χαιρετισμούς)|φιλικά|(?:σας )?ευχαριστώ|χαιρετισμούς|καλή συνέχεια",
    "he ar": "ב?ברכה|בברכה רבה|תודה(?: רבה)?|(?:مع )?(?:أطيب |خالص )?(?:تحياتي|التحيات|التحية|الشكر)|شكرا|"
    "شكراً(?: جزيلاً)?|"
    "وشكرا|تحياتي",
    "id vi th": "terima kasih|salam(?: hangat)?|hormat (?:saya|kami)|trân trọng|thân(?: mến| ái)?|"
    "(?:xin )?c[ảá]m ơn(?: nhiều)?|"
    "ขอบคุณ(?:ครับ|ค่ะ)?|ขอแสดงความนับถือ",
    "zh": "(?:此致)?敬[礼禮]|此致|祝好|(?:谢谢|謝謝|多谢)(?:您|你|大家)?|顺颂商祺|順頌商祺|祝(?:您)?(?:商祺|工作顺利|"
    "生活愉快)|此致敬礼",
    "ja": "(?:以上、?)?(?:何卒|どうぞ)?(?:宜しく|よろしく)(?:お願い|お願い)?(?:(?:いた|致)します|します|申し上げます|"
    "いたします)?|"
    "以上|敬具|草々|ありがとうございます|ありがとうございました",
    "ko": "감사합니다|고맙습니다|감사드립니다|수고하세요|안녕히 계세요|.{1,12} (?:드림|올림)|드림|올림",
}
"""The words with which a letter closes (patterns)."""

PARTICLES = "de da di du dos la le el al van von der den ten ter bin ibn y e of jr sr ii iii"
"""Small words within a name."""
NO_NAMES = (
    "fyi ok okay yes no none done agreed asap tbd tba na etc thoughts thanks please hello hi dear all today tomorrow "
    "monday "
    "tuesday wednesday thursday friday saturday sunday enjoy sorry great perfect sure yep nope ditto attached urgent "
    "the this that it is are was not and or but you we they if in on at to for with ja nein danke erledigt oui non "
    "merci "
    "sí gracias sim não sì"
)
"""Words that stand alone in a line as a name does, and are none."""

DISCLAIMERS = {
    "en": "confidential|intended solely|intended only|intended for|intended recipient|privileged|if you are not|"
    "have received|disclaimer|think before|before printing|the environment|registered office|registered in|"
    "unauthori|virus|sole use of|is the property of|delete all copies|delete this",
    "de": "vertraulich|bestimmungsgemäß|irrtümlich|nicht der richtige adressat|rechtlich geschützt|unbefugt",
    "fr": "confidentiel|destinataire|par erreur|usage exclusif|avant d'imprimer",
    "es pt it": "confidencial|destinatario|destinatário|riservat|per errore|por error|por engano|uso exclusivo|"
    "antes de imprimir",
    "nl da no sv": "vertrouwelijk|geadresseerde|per abuis|fortrolig|konfidentiell|modtager|mottaker|mottagare",
    "pl cs ru": "poufn|adresat|důvěrn|конфиденциальн|адресат",
    "lists": "unsubscribe|additional commands|mailing list|google groups|you received this message|you are receiving|"
    "reply to this email|view it on github|view this message in context|archive at nabble|automatically generated|"
    "do you yahoo|messenger|http://www.hotmail|msn |get your free|mail.yahoo|reply appear on|file a jira",
}
"""Signs of a legal notice, or of what a list or a mail service adds; two of them make one."""
