"""What mail clients and letter writers say around the words that matter, by language. Tables only, all lower-case.

The wording is that of Gmail, Outlook, Apple Mail, Thunderbird, Yahoo and their like in their translations. Words stand
apart by spaces, phrases by "|"; an underscore is a space within a word's place.
"""

from __future__ import annotations

from collections.abc import Mapping

WROTE = {
    "en": "wrote writes sent said quoting spake",
    "de": "schrieb schrieben schreibt geschrieben zitat",
    "fr": "écrit ecrit",
    "es ca gl eu": "escribió escribio escrito escriure missatge escribiu idatzi citando",
    "pt": "escreveu",
    "it": "scritto scrisse scrive",
    "nl": "schreef geschreven citeren",
    "da no sv is": "skrev skriver skrifaði",
    "fi et": "kirjoitti kirjutas",
    "pl": "napisał napisała napisana pisze",
    "cs sk": "napsal napsala napísal napísala píše",
    "hr sl sr": "napisao napisala piše napisal",
    "ru": "писал писала писали написал написала пишет",
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
    "쓴 글",
    "เขียน",
    "लिखा",
)

NOT_THEIR_NAME = {
    "en": "i we as the this that here what like see and but so",
    "de": "ich wir wie das hier",
    "fr": "je j nous comme voici",
    "es pt it": "yo como así assim eu io come",
    "nl da no sv": "ik wij zoals jag jeg vi som",
}
"""With one of these a sentence speaks of what was written; no client begins an attribution with it."""

BEFORE_DAY = (
    r"in a message dated|in einer e-?mail vom|en date du|"
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
        "ca": "remitent",
        "fr": "de expéditeur",
        "es pt it": "da remitente remetente mittente",
        "da no sv": "fra från avsender avsändare afsender",
        "fi et lt": "lähettäjä lähettänyt saatja nuo",
        "pl cs sk hr sl": "od nadawca odesílatel odosielateľ pošiljatelj",
        "ru uk bg": "от от_кого від від_кого",
        "hu ro tr el": "feladó expeditor de_la kimden gönderen από",
        "zh ja ko": "发件人 寄件者 寄件人 差出人 送信者 送信元 보낸_사람 보낸사람 발신 발신자",
        "he ar id vi th": "מאת من dari từ người_gửi จาก",
    },
    "date": {
        "en": "date sent sent_at received",
        "de nl": "gesendet datum verzonden",
        "fr": "envoyé envoyé_le date_d'envoi message_du",
        "es pt it": "enviado enviado_el enviada enviada_em enviado_em enviados enviadas enviat "
        "enviat_el fecha fecha_de_envío data data_de_envio inviato",
        "da no sv": "sendt dato skickat skickades",
        "fi et lt": "lähetetty päiväys päivämäärä saadetud išsiųsta",
        "pl cs sk hr sl": "wysłano odesláno odoslané poslano poslané",
        "ru uk bg": "отправлено отправленные дата надіслано відправлено изпратено",
        "hu ro tr el": "elküldve dátum küldve trimis gönderildi gönderme_tarihi tarih στάλθηκε αποστολή "
        "ημερομηνία data_trimiterii",
        "zh ja ko": "发送时间 发送日期 日期 寄件日期 傳送時間 送信日時 日付 日時 보낸_날짜 보낸날짜 보낸시간 날짜",
        "he ar id vi": "נשלח נשלחה תאריך تاريخ التاريخ تم_الإرسال أُرسلت dikirim tanggal đã_gửi ngày",
    },
    "to": {
        "en": "to",
        "de nl": "an aan empfänger geadresseerde",
        "fr": "à destinataire pour",
        "es pt it ca": "a para per per_a destinatario destinatário",
        "da no sv": "til till",
        "fi": "vastaanottaja",
        "pl cs sk hr sl": "do adresat komu za prima",
        "ru uk bg": "кому до",
        "hu ro tr el": "címzett către kime alıcı προς",
        "zh ja ko": "收件人 收件者 宛先 送信先 받는_사람 받는사람 수신 수신자",
        "he ar id vi": "אל إلى kepada đến",
    },
    "subject": {
        "en": "subject",
        "de nl": "betreff thema onderwerp",
        "fr": "objet sujet",
        "es pt it": "asunto assunto oggetto ogg",
        "da no sv": "emne ämne",
        "fi et lt ca": "aihe teema tema",
        "pl cs sk hr sl": "temat předmět predmet zadeva",
        "ru uk bg": "тема относно",
        "hu ro tr el": "tárgy subiect konu θέμα",
        "zh ja ko": "主题 主題 主旨 件名 제목",
        "he ar id vi": "נושא الموضوع subjek chủ_đề",
    },
    "other": {
        "all": "cc bcc cci עותק نسخة tembusan đồng_kính_gửi 참조자 抄送人 cco kopie kopi kopia copie copie_à copia "
        "копия "
        "копія 抄送 副本 참조 "
        "gizli másolat kopio reply-to "
        "antwort_an répondre_à responder_a importance wichtigkeit priority attachments anlagen resent-from mailed-by "
        "organization newsgroups in-reply-to",
    },
}
"""The labels of the block of headers above an unquoted copy: field, language, names."""

ON_BEHALF = {
    "en": "sent_by: please_respond_to",
    "de": "gesendet_von: bitte_antwort_an",
    "fr": "envoyé_par veuillez_répondre_à",
    "es pt it": "enviado_por: por_favor,_responda_a inviato_da: rispondi_a",
}
"""What Notes says under the name of somebody for whom another wrote."""

MESSAGE = (
    "original|message|messaggio|mensagem|mensaje|missatge|nachricht|bericht|besked|meddelelse|meddelande|melding|"
    "viesti|wiadomość|wiadomosc|сообщение|повідомлення|съобщение|письмо|лист|mesaj|ileti|zpráva|správa|e-?mail|üzenet|"
    "levél|poruka|sporočilo|μήνυμα|pesan|tin nhắn|邮件|郵件|メッセージ|メール|메시지|이메일|메일|원본|הודעה|"
    "رسالة|antwort|reply|appointment|(?:wrote|schrieb|écrit|escribió|escreveu|scritto|schreef|skrev|napisał) ?:"
)
"""What stands between the dashes of "-----Original Message-----" (a pattern)."""

FORWARDED = (
    "begin forwarded message|forwarded message|forwarded by|start of forwarded|original message follows|"
    "original message(?=:)|"
    "début du (?:message (?:réexpédié|transféré)|courriel transféré)|message (?:transféré|réexpédié)|"
    "(?:anfang der )?weitergeleitete[n]? (?:nachricht|e-?mail)|weitergeleitet (?:von|durch)|"
    "(?:inizio )?messaggio inoltrato|inoltrato da|"
    "(?:inicio del )?mensaje reenviado|reenviado por|(?:início da )?mensagem (?:reencaminhada|encaminhada)|"
    "(?:begin )?doorgestuurd bericht|doorgestuurd door|vidarebefordrat (?:brev|meddelande|mejl)|"
    "(?:start på )?videresendt (?:besked|melding|meddelelse|e-?mail)|välitetty viesti|edelleenlähetetty viesti|"
    "przekazana wiadomość|początek przekazywanej wiadomości|пересылаемое сообщение|пересланное (?:сообщение|письмо)|"
    "перенаправленное сообщение|начало переадресованного (?:сообщения|письма)|переслане повідомлення|"
    "початок листа, що пересилається|přeposlaná zpráva|začátek přeposílané zprávy|začiatok preposlanej správy|"
    "iletilen (?:mesaj|ileti)|yönlendirilmiş ileti|i\u0307?leti başlangıcı|továbbított (?:üzenet|levél)(?: kezdete)?|"
    "προωθημένο μήνυμα|αρχή προωθημένου μηνύματος|mesaj redirecționat|începutul mesajului redirecționat|"
    "转发的邮件|转发邮件|轉寄的郵件|開始轉寄郵件|开始转发的邮件|転送された(?:メッセージ|メール)|転送メール|"
    "전달된 (?:메시지|메일)|הודעה שהועברה|תחילת ההודעה שהועברה|الرسالة المعاد توجيهها|"
    "رسالة مُعاد توجيهها|pesan terusan|pesan yang diteruskan|"
    "thư được chuyển tiếp|bắt đầu thư được chuyển tiếp|započeto proslijeđeno sljedeće|posredovano sporočilo"
)
"""How a client announces a forwarded mail (a pattern)."""


def words(table: Mapping[str, str] | str) -> frozenset[str]:
    """All words of a table, or of a row."""
    rows = [table] if isinstance(table, str) else table.values()
    return frozenset(word.replace("_", " ") for row in rows for word in row.split())


def phrases(table: Mapping[str, str]) -> tuple[str, ...]:
    """All phrases of a table."""
    return tuple(phrase for row in table.values() for phrase in row.split("|"))
