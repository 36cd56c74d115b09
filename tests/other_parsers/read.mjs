// What ical.js and node-ical read in the calendar files that are named: a JSON list, an object for each file and parser.

import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const lower = (value) => String(value).toLowerCase();
const instant = (date) => new Date(date).toISOString().replace(".000Z", "Z");

const two = (number) => String(number).padStart(2, "0");
const day = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

function byIcalJs(text) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const [part, ...more] = calendar.getAllSubcomponents("vevent");
  const event = new ICAL.Event(part);
  const id = part.getFirstPropertyValue("recurrence-id");
  return {
    method: calendar.getFirstPropertyValue("method"),
    events: 1 + more.length,
    uid: event.uid,
    sequence: event.sequence,
    date: id && instant(id.toJSDate()),
    start: event.startDate.isDate ? event.startDate.toString() : instant(event.startDate.toJSDate()),
    stamp: instant(part.getFirstPropertyValue("dtstamp").toJSDate()),
    organizer: lower(event.organizer),
    attendees: event.attendees.map((one) => [lower(one.getFirstValue()), one.getParameter("partstat")]),
  };
}

function byNodeIcal(text) {
  const read = nodeIcal.sync.parseICS(text);
  const events = Object.values(read).filter((part) => part.type === "VEVENT");
  const event = Object.values(events[0].recurrences ?? {})[0] ?? events[0];
  return {
    method: read.vcalendar.method,
    events: events.length,
    uid: event.uid,
    sequence: Number(event.sequence),
    date: event.recurrenceid ? instant(event.recurrenceid) : null,
    start: event.datetype === "date" ? day(event.start) : instant(event.start),
    stamp: instant(event.dtstamp),
    organizer: lower(event.organizer.val ?? event.organizer),
    attendees: [event.attendee].flat().map((one) => [lower(one.val), one.params.PARTSTAT]),
  };
}

const parsers = { "ical.js": byIcalJs, "node-ical": byNodeIcal };
const found = process.argv.slice(2).flatMap((file) => {
  const text = readFileSync(file, "utf8");
  return Object.entries(parsers).map(([parser, read]) => ({ file, parser, ...read(text) }));
});
console.log(JSON.stringify(found));
