"""What is told of others, and what a client is told of by itself."""

from __future__ import annotations

import base64

from fakes.ews.desk import Desk
from fakes.ews.soap import Element, RefusedError, done, make, moment, refused, response, stamp, text
from fakes.ews.store import Mailbox


class Others(Desk):
    def _getuseravailabilityrequest(self, request: Element) -> Element:
        begins = moment(text(request, "t:FreeBusyViewOptions/t:TimeWindow/t:StartTime"))
        ends = moment(text(request, "t:FreeBusyViewOptions/t:TimeWindow/t:EndTime"))
        assert int(text(request, "t:TimeZone/t:Bias")) == 0
        if (ends - begins).days > 42:
            raise RefusedError("ErrorTimeIntervalTooBig", "The requested time duration is too long.")
        made = [
            self._availability(text(each, "t:Email/t:Address"), begins, ends)
            for each in request.find("{*}MailboxDataArray")  # type: ignore[union-attr]
        ]
        return make("m:GetUserAvailabilityResponse", make("m:FreeBusyResponseArray", *made))

    def _availability(self, address: str, begins: object, ends: object) -> Element:
        mailbox = self._post.mailboxes.get(address.lower())
        if mailbox is None or self.secretive:
            told = make(
                "m:ResponseMessage",
                make("m:MessageText", "It can't be seen."),
                make("m:ResponseCode", self.secretive or "ErrorMailRecipientNotFound"),
                make("m:DescriptiveLinkKey", "0"),
                ResponseClass="Error",
            )
            return make("m:FreeBusyResponse", told, make("m:FreeBusyView", make("t:FreeBusyViewType", "None")))
        marked = [
            make(
                "t:CalendarEvent",
                make("t:StartTime", stamp(start).rstrip("Z")),
                make("t:EndTime", stamp(end).rstrip("Z")),
                make("t:BusyType", kind),
            )
            for start, end, kind in mailbox.busy
            if start < ends and end > begins  # type: ignore[operator]
        ]
        return make(
            "m:FreeBusyResponse",
            make("m:ResponseMessage", make("m:ResponseCode", "NoError"), ResponseClass="Success"),
            make(
                "m:FreeBusyView",
                make("t:FreeBusyViewType", "FreeBusy"),
                make("t:CalendarEventArray", *marked) if marked else None,
            ),
        )

    def _getmailtips(self, request: Element) -> Element:
        kind = "MailTipsResponseMessageType"
        messages = []
        for each in request.find("{*}Recipients"):  # type: ignore[union-attr]
            if self.mail_tips:
                messages.append(refused(kind, RefusedError(self.mail_tips)))
            else:
                messages.append(done(kind, self._mail_tips(text(each, "t:EmailAddress"))))
        for message in messages:
            message.tag = message.tag.removesuffix("ResponseMessage")
        return make(
            "m:GetMailTipsResponse",
            make("m:ResponseCode", "NoError"),
            make("m:ResponseMessages", *messages),
            ResponseClass="Success",
        )

    def _mail_tips(self, address: str) -> Element:
        mailbox = self._post.mailboxes.get(address.lower())
        away = mailbox.absence if mailbox else None
        replies = away and make(
            "t:OutOfOffice",
            make("t:ReplyBody", make("t:Message", "I am away")),
            make("t:Duration", make("t:StartTime", stamp(away[0])), make("t:EndTime", stamp(away[1]))),
        )
        recipient = make("t:RecipientAddress", make("t:Name"), make("t:EmailAddress", address))
        return make("m:MailTips", recipient, make("t:PendingMailTips"), replies)

    def _getuseroofsettingsrequest(self, request: Element) -> Element:
        mailbox = self._post.reach(text(request, "t:Mailbox/t:Address"))
        return make(
            "m:GetUserOofSettingsResponse",
            make("m:ResponseMessage", make("m:ResponseCode", "NoError"), ResponseClass="Success"),
            make("t:OofSettings", make("t:OofState", mailbox.out_of_office), make("t:ExternalAudience", "All")),
            make("m:AllowExternalOof", "All"),
        )

    def _subscribe(self, request: Element) -> Element:
        if not self.streaming:
            raise RefusedError("ErrorInvalidSubscriptionRequest", "The subscription request is not valid.")
        mailbox, folder = self._folder(request.find(".//{*}FolderIds")[0])  # type: ignore[index]
        name = base64.b64encode(f"watch|{self._epoch()}|{mailbox.address}|{folder}".encode()).decode()
        return response("Subscribe", [done("Subscribe", make("m:SubscriptionId", name))])

    def _unsubscribe(self, request: Element) -> Element:
        return response("Unsubscribe", [done("Unsubscribe")])

    def watched(self, request: Element) -> tuple[Mailbox, str, str]:
        """Mailbox, folder and subscription of a GetStreamingEvents request."""
        name = text(request, "m:SubscriptionIds/t:SubscriptionId")
        _, epoch, address, folder = base64.b64decode(name).decode().split("|")
        if int(epoch) != self._epoch():
            raise RefusedError("ErrorSubscriptionNotFound", "The specified subscription was not found.")
        return self._post.reach(address), folder, name
