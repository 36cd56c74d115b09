"""What mail clients write around a quote, in their languages."""

from __future__ import annotations

BO = "Bo Lind <bo@acme.example>"

ATTRIBUTIONS = {
    "en": f"On Fri, Nov 27, 2026 at 9:01 AM {BO} wrote:",
    "en wrapped": "On Fri, Nov 27, 2026 at 9:01 AM Bo Lind <\nbo.lind.with.a.long.name@acme.example> wrote:",
    "de": f"Am Fr., 27. Nov. 2026 um 09:01 Uhr schrieb {BO}:",
    "fr": f"Le ven. 27 nov. 2026 à 09:01, {BO} a écrit :",
    "es": "El vie, 27 nov 2026 a las 9:01, Bo Lind (<bo@acme.example>) escribió:",
    "pt": f"Em sex., 27 de nov. de 2026 às 09:01, {BO} escreveu:",
    "it": f"Il giorno ven 27 nov 2026 alle ore 09:01 {BO}\nha scritto:",
    "nl": f"Op vr 27 nov 2026 om 09:01 schreef {BO}:",
    "da": f"Den fre. 27. nov. 2026 kl. 09.01 skrev {BO}:",
    "no": f"fre. 27. nov. 2026 kl. 09:01 skrev {BO}:",
    "sv": f"Den fre 27 nov. 2026 kl 09:01 skrev {BO}:",
    "fi": "pe 27. marrask. 2026 klo 9.01 Bo Lind (bo@acme.example) kirjoitti:",
    "pl": f"pt., 27 lis 2026 o 09:01 {BO} napisał(a):",
    "cs": f"pá 27. 11. 2026 v 9:01 odesílatel {BO} napsal:",
    "sk": f"pi 27. 11. 2026 o 9:01 {BO} napísal(a):",
    "hu": f"{BO} ezt írta (időpont: 2026. nov. 27., P, 9:01):",
    "ro": f"vin., 27 nov. 2026 la 09:01, {BO} a scris:",
    "ru": f"пт, 27 нояб. 2026 г. в 09:01, {BO}:",
    "ru wrote": f"27 ноября 2026 г., в 9:01, {BO} написал(а):",
    "uk": f"пт, 27 лист. 2026 р. о 09:01 {BO} пише:",
    "bg": f"На пт, 27.11.2026 г. в 9:01 {BO} написа:",
    "el": f"Στις Παρ 27 Νοε 2026 στις 9:01 π.μ., ο χρήστης {BO} έγραψε:",
    "tr": f"{BO}, 27 Kas 2026 Cum, 09:01 tarihinde şunu yazdı:",
    "hr": f"pet, 27. stu 2026. u 09:01 {BO} napisao je:",
    "ja": f"2026年11月27日(金) 9:01 {BO}:",
    "ja apple": f"2026/11/27 9:01、{BO}のメール:",
    "zh": f"{BO} 于2026年11月27日周五 09:01写道：",
    "ko": f"2026년 11월 27일 (금) 오전 9:01, {BO}님이 작성:",
    "he": "\u202bבתאריך יום ו׳, 27 בנוב׳ 2026 ב-9:01 מאת \u202aBo Lind\u202c\u200f "
    "<\u202abo@acme.example\u202c\u200f>:\u202c",
    "ca": f"Missatge de {BO} del dia dv., 27 de nov. 2026 a les 9:01:",
    "vi": f"Vào Th 6, 27 thg 11, 2026 vào lúc 09:01 {BO} đã viết:",
    "AOL": "In a message dated 11/27/2026 9:01:00 AM Eastern Standard Time, bo@acme.example writes:",
    "Eudora": "At 09:01 AM 11/27/2026, you wrote:",
    "Yahoo": f"--- On Fri, 11/27/26, {BO} wrote:",
    "GroupWise": f">>> {BO} 11/27/26 9:01 AM >>>",
    "id": f"Pada tanggal Jum, 27 Nov 2026 pukul 09.01 {BO} menulis:",
}

# The labels of From, Sent, To and Subject, and the moment.
_BLOCKS = {
    "en": ("From", "Sent", "To", "Subject", "Friday, November 27, 2026 9:01 AM"),
    "de": ("Von", "Gesendet", "An", "Betreff", "Freitag, 27. November 2026 09:01"),
    "fr": ("De", "Envoyé", "À", "Objet", "vendredi 27 novembre 2026 09:01"),
    "es": ("De", "Enviado", "Para", "Asunto", "viernes, 27 de noviembre de 2026 9:01"),
    "pt": ("De", "Enviado", "Para", "Assunto", "sexta-feira, 27 de novembro de 2026 09:01"),
    "it": ("Da", "Inviato", "A", "Oggetto", "venerdì 27 novembre 2026 09:01"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp", "vrijdag 27 november 2026 09:01"),
    "da": ("Fra", "Sendt", "Til", "Emne", "27. november 2026 09:01"),
    "sv": ("Från", "Skickat", "Till", "Ämne", "den 27 november 2026 09:01"),
    "fi": ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe", "perjantai 27. marraskuuta 2026 9.01"),
    "pl": ("Od", "Wysłano", "Do", "Temat", "piątek, 27 listopada 2026 09:01"),
    "cs": ("Od", "Odesláno", "Komu", "Předmět", "pátek 27. listopadu 2026 9:01"),
    "hu": ("Feladó", "Elküldve", "Címzett", "Tárgy", "2026. november 27. 9:01"),
    "ru": ("От", "Отправлено", "Кому", "Тема", "27 ноября 2026 г. 9:01"),
    "uk": ("Від", "Надіслано", "Кому", "Тема", "27 листопада 2026 р. 9:01"),
    "tr": ("Kimden", "Gönderildi", "Kime", "Konu", "27 Kasım 2026 Cuma 09:01"),
    "el": ("Από", "Στάλθηκε", "Προς", "Θέμα", "Παρασκευή, 27 Νοεμβρίου 2026 9:01"),
    "ja": ("差出人", "送信日時", "宛先", "件名", "2026年11月27日 9:01"),
    "zh": ("发件人", "发送时间", "收件人", "主题", "2026年11月27日 9:01"),
    "ko": ("보낸 사람", "보낸 날짜", "받는 사람", "제목", "2026년 11월 27일 9:01"),
}
BLOCKS = {
    language: f"{author}: {BO}\n{sent}: {moment}\n{to}: Ana Stone\n{subject}: RE: Plan"
    for language, (author, sent, to, subject, moment) in _BLOCKS.items()
}
BLOCKS["fr"] = BLOCKS["fr"].replace(":", " :")
BLOCKS["notes, apart"] = "Bo Lind/HOU/ACME@ACME\n11/27/2026 09:01 AM\n\n\n\tTo: Ana@ACME\n\tcc: Eve\n\tSubject: Plan"
BLOCKS["notes"] = "Bo Lind\n11/27/2026 09:01 AM\nTo: Ana Stone/HOU/ACME@ACME\ncc: Eve\nSubject: Plan"

SEPARATORS = [
    "-----Original Message-----",
    "----- Original Message -----",
    "-----Ursprüngliche Nachricht-----",
    "-----Message d'origine-----",
    "-----Mensaje original-----",
    "-----Messaggio originale-----",
    "-----Mensagem original-----",
    "-----Oorspronkelijk bericht-----",
    "-----Oprindelig meddelelse-----",
    "-----Ursprungligt meddelande-----",
    "-----Opprinnelig melding-----",
    "-----Alkuperäinen viesti-----",
    "-----Wiadomość oryginalna-----",
    "-----Původní zpráva-----",
    "-----Исходное сообщение-----",
    "-----Orijinal Mesaj-----",
    "-----邮件原件-----",
    "---------- Forwarded message ---------",
    "Begin forwarded message:",
    "Début du message réexpédié :",
    "-------- Weitergeleitete Nachricht --------",
    "Anfang der weitergeleiteten Nachricht:",
    "---------- Mensaje reenviado ----------",
]

DEVICES = [
    "Sent from my iPhone",
    "Sent from my Galaxy",
    "Get Outlook for iOS<https://aka.example/x>",
    "Sent from Yahoo Mail on Android",
    "Von meinem iPhone gesendet",
    "Gesendet von Mail für Windows",
    "Envoyé de mon iPhone",
    "Envoyé depuis mon téléphone Android",
    "Enviado desde mi iPhone",
    "Enviado do meu iPhone",
    "Inviato da iPhone",
    "Verstuurd vanaf mijn iPhone",
    "Sendt fra min iPhone",
    "Skickat från min iPhone",
    "Lähetetty iPhonesta",
    "Wysłane z iPhone'a",
    "Odesláno z iPhonu",
    "Отправлено с iPhone",
    "Надіслано з iPhone",
    "iPhone'umdan gönderildi",
    "发自我的 iPhone",
    "從我的 iPhone 傳送",
    "iPhoneから送信",
    "나의 iPhone에서 보냄",
    "Στάλθηκε από το iPhone μου",
]
