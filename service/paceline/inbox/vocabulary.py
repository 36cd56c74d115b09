"""What mail clients and letter writers say around the words that matter, by language. Tables only, all lower-case.

The wording is that of Gmail, Outlook, Apple Mail, Thunderbird, Yahoo and their like in their translations. Words stand
apart by spaces, phrases by "|"; an underscore is a space within a word's place.
"""

from __future__ import annotations

from collections.abc import Mapping

WROTE = {
    "en": "wrote writes sent said",
    "de": "schrieb schreibt geschrieben",
    "fr": "écrit ecrit",
    "es ca gl eu": "escribió escribio escrito escriure missatge escribiu idatzi",
    "pt": "escreveu",
    "it": "scritto scrisse scrive",
    "nl": "schreef geschreven",
    "da no sv is": "skrev skriver skrifaði",
    "fi et": "kirjoitti kirjutas",
    "pl": "napisał napisała pisze",
    "cs sk": "napsal napsala napísal napísala píše",
    "hr sl sr": "napisao napisala piše napisal",
    "ru": "писал писала написал написала пишет",
    "uk bg": "написав пише написа",
    "hu": "írta irta",
    "ro": "scris scrie",
    "tr": "yazdı",
    "el": "έγραψε γράφει",
    "lv lt": "rakstīja rašė parašė",
    "id vi fil": "menulis viết sumulat",
    "hi he ar fa": "लिखा כתב כתבה كتب كتبت نوشت",
}
"""The verb of "X wrote:"; of two words ("a écrit") the telling one."""
WROTE_UNSPACED = (
    "写道",
    "寫道",
    "写到",
    "写了",
    "來信",
    "メッセージ",
    "メール",
    "書きました",
    "書き込み",
    "작성",
    "님이",
    "เขียน",
)

BEFORE_DAY = (
    r"on|at|le|el|il|am|vom|op|em|no dia|den|d\.|dne|dňa|dnia|w dniu|w|na|v|pe|la|în data de|in data|tarihinde|"
    r"στις|в|от|у|а|u|pada|vào|a|ai|de|om|kl|på|lør|søn|dana|el día|el dia|data|ons|tors"
)
"""The word before the day, at the start of an attribution (a pattern)."""

MONTHS = {
    "en": "jan feb mar apr may jun jul aug sep oct nov dec",
    "de": "mai mär okt dez",
    "fr": "jui fév avr aoû déc",
    "es ca": "ene abr ago dic gen maig",
    "pt it": "fev set out mag giu lug ott",
    "nl da": "maa mei maj",
    "fi": "tam hel huh tou kes hei elo syy lok mar jou",
    "pl": "sty lut kwi cze lip sie wrz paź lis gru",
    "cs": "led úno bře dub kvě čer srp zář říj pro",
    "hr": "sij vel ožu tra svi lip srp kol ruj stu",
    "ru bg": "янв фев мар апр мая май июн июл авг сен окт ноя дек юни юли ное",
    "uk": "січ лют бер кві тра чер лип сер вер жов лис гру",
    "hu": "már ápr máj jún júl sze",
    "tr": "oca şub nis haz tem ağu eyl eki kas ara",
    "el": "ιαν φεβ μαρ απρ μαΐ ιου αυγ σεπ οκτ νοε δεκ",
}
"""The first three letters."""

FIELDS = {
    "from": {
        "en": "from",
        "de nl": "von van afzender absender",
        "fr": "de expéditeur",
        "es pt it": "da remitente remetente mittente",
        "da no sv": "fra från avsender avsändare afsender",
        "fi et lt": "lähettäjä lähettänyt saatja nuo",
        "pl cs sk hr sl": "od nadawca odesílatel odosielateľ pošiljatelj",
        "ru uk bg": "от від",
        "hu ro tr el": "feladó expeditor de_la kimden gönderen από",
        "zh ja ko": "发件人 寄件者 寄件人 差出人 送信者 보낸_사람 발신",
        "he ar id vi th": "מאת من dari từ จาก",
    },
    "date": {
        "en": "date sent sent_at received",
        "de nl": "gesendet datum verzonden",
        "fr": "envoyé envoyé_le date_d'envoi message_du",
        "es pt it": "enviado enviado_el enviada enviada_em enviado_em fecha data data_de_envio inviato",
        "da no sv": "sendt dato skickat",
        "fi et lt": "lähetetty päiväys päivämäärä saadetud išsiųsta",
        "pl cs sk hr sl": "wysłano odesláno odoslané poslano poslané",
        "ru uk bg": "отправлено дата надіслано відправлено изпратено",
        "hu ro tr el": "elküldve dátum küldve trimis gönderildi gönderme_tarihi tarih στάλθηκε ημερομηνία",
        "zh ja ko": "发送时间 日期 寄件日期 傳送時間 送信日時 日付 日時 보낸_날짜 날짜",
        "he ar id vi": "נשלח תאריך تاريخ dikirim đã_gửi",
    },
    "to": {
        "en": "to",
        "de nl": "an aan empfänger",
        "fr": "à destinataire pour",
        "es pt it": "a para per destinatario",
        "da no sv": "til till",
        "fi": "vastaanottaja",
        "pl cs sk hr sl": "do komu za",
        "ru uk bg": "кому до",
        "hu ro tr el": "címzett către kime alıcı προς",
        "zh ja ko": "收件人 宛先 받는_사람 수신",
        "he ar id vi": "אל إلى kepada đến",
    },
    "subject": {
        "en": "subject",
        "de nl": "betreff onderwerp",
        "fr": "objet sujet",
        "es pt it": "asunto assunto oggetto",
        "da no sv": "emne ämne",
        "fi et lt": "aihe teema tema",
        "pl cs sk hr sl": "temat předmět predmet zadeva",
        "ru uk bg": "тема относно",
        "hu ro tr el": "tárgy subiect konu θέμα",
        "zh ja ko": "主题 主旨 件名 제목",
        "he ar id vi": "נושא الموضوع subjek chủ_đề",
    },
    "other": {
        "all": "cc bcc cci cco kopie kopi kopia copie copie_à copia копия копія 抄送 副本 참조 gizli másolat "
        "kopio reply-to "
        "antwort_an répondre_à responder_a importance wichtigkeit priority attachments anlagen resent-from mailed-by "
        "organization newsgroups in-reply-to",
    },
}
"""The labels of the block of headers above an unquoted copy: field, language, names."""

MESSAGE = (
    "original|message|messaggio|mensagem|mensaje|nachricht|bericht|besked|meddelelse|meddelande|melding|viesti|"
    "wiadomość|"
    "wiadomosc|сообщение|повідомлення|съобщение|mesaj|ileti|zpráva|správa|üzenet|levél|poruka|sporočilo|μήνυμα|pesan|"
    "tin nhắn|邮件|郵件|メッセージ|メール|메시지|원본|הודעה|رسالة|antwort|reply"
)
"""What stands between the dashes of "-----Original Message-----" (a pattern)."""

FORWARDED = (
    "begin forwarded message|forwarded message|forwarded by|start of forwarded|original message follows|"
    "début du message (?:réexpédié|transféré)|message (?:transféré|réexpédié)|"
    "(?:anfang der )?weitergeleitete[n]? (?:nachricht|e-?mail)|(?:inizio )?messaggio inoltrato|"
    "(?:inicio del )?mensaje reenviado|(?:início da )?mensagem (?:reencaminhada|encaminhada)|(?:begin "
    ")?doorgestuurd bericht|"
    "vidarebefordrat (?:brev|meddelande)|videresendt (?:besked|melding|meddelelse)|välitetty viesti|przekazana "
    "wiadomość|"
    "początek przekazywanej wiadomości|пересылаемое сообщение|пересланное сообщение|переслане повідомлення|"
    "přeposlaná zpráva|iletilen (?:mesaj|ileti)|továbbított üzenet|προωθημένο μήνυμα|转发的邮件|"
    "転送された(?:メッセージ|メール)|"
    "전달된 메시지|mesaj redirecționat"
)
"""How a client announces a forwarded mail (a pattern)."""

SENT = {
    "en": "sent from|sent via|sent with|sent by|sent using|sent wirelessly|sent on|sent through|written on|"
    "posted from|"
    "get outlook|composed on|this message was sent|this email was sent|from my|outlook for",
    "de": "gesendet|diese nachricht wurde|von meinem|holen sie sich outlook|outlook für",
    "fr": "envoyé|envoyée|message envoyé|téléchargez outlook|obtenir outlook|courrier envoyé|provenance",
    "es pt it": "enviado|enviada|mensaje enviado|obtener outlook|obtenha|obter o|inviato|inviata|scarica",
    "nl": "verzonden|verstuurd|outlook voor",
    "da no sv fi": "sendt|skickat|hämta outlook|lähetetty",
    "pl cs sk hr": "wysłane|wysłano|odesláno|odoslané|poslano",
    "ru uk": "отправлено|надіслано",
    "hu ro tr el et id": "küldve|trimis|gönderildi|στάλθηκε|saadetud|dikirim",
}
"""How a line such as "Sent from my iPhone" begins."""
SENT_UNSPACED = ("发自", "發自", "寄自", "從我的", "나의")
SENT_LAST = ("から送信", "から送信されました", "에서 보냄", " gesendet", " gesendet.", "gönderildi")

DEVICES = (
    "iphone ipad ipod android blackberry samsung galaxy huawei xiaomi htc nokia nexus windows outlook yahoo "
    "gmail aol airmail "
    "mailbox mailspring sparrow spark newton cloudmagic boxer typeapp bluemail k fairemail proton protonmail "
    "tutanota "
    "thunderbird superhuman hey acompli inky gmx zoho mymail mobile mobil mobiltelefon handy smartphone "
    "téléphone móvil "
    "celular cellulare telefon telefoon mobiel kännykästä puhelimesta wireless phone tablet tablette"
)
DEVICE_STEMS = "iphon blackberry android komórk телефон мобильн мобільн яндекс mail.ru web.de 手机 手機 携帯 휴대"

CLOSINGS = {
    "en": "(?:(?:with )?(?:many |kind(?:est)? |best |warm(?:est)? |all the )?)(?:regards|wishes|best)|all the best|"
    "sincerely(?: yours)?|yours(?: truly| sincerely| faithfully)?|cheers|thanks(?: again| a lot| so much| in advance|"
    " and regards| & regards)?|many thanks|thank you(?: very much| so much)?|thx|take care|br|kr|rgds|respectfully|"
    "cordially|best|love|talk soon",
    "de": "mit (?:freundlichen|besten|lieben|herzlichen|vielen) grü(?:ß|ss)en|"
    "(?:viele|liebe|beste|herzliche|schöne|freundliche) grü(?:ß|ss)e|gru(?:ß|ss)|lg|vg|mfg|"
    "danke(?: und gru(?:ß|ss))?|vielen dank",
    "fr": "cordialement|bien (?:à vous|cordialement)|(?:bien )?amicalement|merci(?: d'avance| beaucoup)?|"
    "salutations|cdlt",
    "es": "(?:un )?saludos?(?: cordiales)?|atentamente|gracias|abrazos?|un abrazo",
    "pt": "atenciosamente|cumprimentos|obrigad[oa]|abraços?|att",
    "it": "(?:cordiali |distinti )?saluti|grazie|a presto|ciao",
    "nl": "(?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|bedankt",
    "da no sv": "(?:med )?(?:venlig|vennlig|vänlig|bästa|beste|mange|kærlig|hjertelig)e?a? ?(?:hils(?:en|"
    "ning(?:ar)?|ner)|"
    "hälsning(?:ar)?)|hilsen|hälsningar|mvh|vh|kh|tack|takk?",
    "fi": "(?:ystävällisin )?terveisin|terv|kiitos",
    "pl cs sk": "(?:z )?(?:poważaniem|pozdrawiam|pozdrowienia)|pozdrawiam serdecznie|dzięki|s pozdrave?m|děkuji|"
    "ďakujem",
    "ru uk": "с уважением|спасибо|з повагою|дякую",
    "tr hu ro el": "saygılarımla|teşekkürler|üdvözlettel|köszönöm|cu stimă|mulțumesc|με εκτίμηση|ευχαριστώ",
    "zh ja ko": "祝好|谢谢|よろしくお願いします|감사합니다",
}
"""The words with which a letter closes (patterns)."""

DISCLAIMERS = {
    "en": "confidential|intended solely|intended only|intended for|intended recipient|privileged|if you are not|"
    "have received|disclaimer|think before|before printing|the environment|registered office|registered in|"
    "unauthori|virus",
    "de": "vertraulich|bestimmungsgemäß|irrtümlich",
    "fr": "confidentiel|destinataire|par erreur",
    "es pt it": "confidencial|destinatario|destinatário|riservat|per errore|por error",
    "nl": "vertrouwelijk|geadresseerde",
}
"""Signs of a company's legal notice; two of them make one."""


def words(table: Mapping[str, str] | str) -> frozenset[str]:
    """All words of a table, or of a row."""
    rows = [table] if isinstance(table, str) else table.values()
    return frozenset(word.replace("_", " ") for row in rows for word in row.split())


def phrases(table: Mapping[str, str]) -> tuple[str, ...]:
    """All phrases of a table."""
    return tuple(phrase for row in table.values() for phrase in row.split("|"))
