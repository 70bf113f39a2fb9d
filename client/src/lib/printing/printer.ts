/** Receipt printers of this device: how they are told what to print, and the ways to them. */
import { BASE } from "$lib/kernel/api";
import { offline, Problem } from "$lib/kernel/problem";

export const WIDTHS = [58, 80] as const;
export const TEXTS = ["codepage", "gb18030", "gbk", "utf8", "picture"] as const;
export const PAPERS = ["receipt", "packing", "label"] as const;
export type Paper = (typeof PAPERS)[number];
export type Printer = { width: (typeof WIDTHS)[number]; text: (typeof TEXTS)[number] };
/** Nobody chose a printer; or it did not take it. */
export class NoPrinter extends Error {}

const KEPT = "printer";
const USUAL: Printer = { width: 58, text: "codepage" };

/** The printer as it was set on this device. */
export function printer(): Printer {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null") as Partial<Printer> | null;
    const width = WIDTHS.find((one) => one === kept?.width) ?? USUAL.width;
    return { width, text: TEXTS.find((one) => one === kept?.text) ?? USUAL.text };
  } catch {
    return USUAL;
  }
}

export function keep(one: Printer): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(one));
  } catch {
    // Without storage it is asked for again.
  }
}

/** `of`: what it is printed of, `orders/<id>` or `door-orders/<id>`. */
export const pathOf = (of: string, paper: Paper, { width, text }: Printer): string =>
  `${BASE}/${of}/${paper}.escpos?width=${width}&text=${text}`;

/** The bytes for the printer. */
export async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(path).catch(() => null);
  if (!response) throw offline();
  if (!response.ok) throw await Problem.fromResponse(response);
  return new Uint8Array(await response.arrayBuffer());
}

/** A link that the RawBT app on Android takes. */
export function rawbt(bytes: Uint8Array): string {
  let text = "";
  for (const one of bytes) text += String.fromCharCode(one);
  return `rawbt:base64,${btoa(text)}`;
}

export const isAndroid = (): boolean => /android/i.test(navigator.userAgent);

/** What browsers know of Bluetooth and USB, as far as it is used here. */
type Writes = {
  uuid: string;
  properties: { write: boolean; writeWithoutResponse: boolean };
  writeValueWithResponse(part: Uint8Array<ArrayBuffer>): Promise<void>;
  writeValueWithoutResponse(part: Uint8Array<ArrayBuffer>): Promise<void>;
};
type Service = { getCharacteristics(): Promise<Writes[]> };
type Server = { getPrimaryServices(): Promise<Service[]>; disconnect(): void };
type Radio = { requestDevice(asked: object): Promise<{ gatt?: { connect(): Promise<Server> } }> };
type Endpoint = { direction: "in" | "out"; type: string; endpointNumber: number };
type Interface = {
  interfaceNumber: number;
  alternate: { interfaceClass: number; endpoints: Endpoint[] };
};
type Plugged = {
  configuration: { interfaces: Interface[] } | null;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(n: number): Promise<void>;
  claimInterface(n: number): Promise<void>;
  transferOut(to: number, data: Uint8Array<ArrayBuffer>): Promise<{ status: string }>;
};
type Bus = { requestDevice(asked: object): Promise<Plugged> };
const devices = () => navigator as Navigator & { bluetooth?: Radio; usb?: Bus };

export const hasBluetooth = (): boolean => !!devices().bluetooth;
export const hasUsb = (): boolean => !!devices().usb;

/** Services under which receipt printers take bytes. */
const SERVICES = [
  "000018f0-0000-1000-8000-00805f9b34fb",
  "0000ff00-0000-1000-8000-00805f9b34fb",
  "0000ffe0-0000-1000-8000-00805f9b34fb",
  "49535343-fe7d-4ae5-8fa9-9fafd205e455",
  "e7810a71-73ae-499d-8c15-faa9aef0c3f2",
];
/** What fits into one write with any of them. */
const PART = 100;
const USB_PRINTER = 7;

const chosen = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch(() => {
    throw new NoPrinter();
  });

/** To a printer that somebody chooses. Throws `NoPrinter`, or what the radio says. */
export async function byBluetooth(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const asked = { acceptAllDevices: true, optionalServices: SERVICES };
  const device = await chosen(devices().bluetooth!.requestDevice(asked));
  const server = await device.gatt!.connect();
  try {
    const services = await server.getPrimaryServices();
    const every = (await Promise.all(services.map((one) => one.getCharacteristics()))).flat();
    const to = every.find(({ properties: can }) => can.write || can.writeWithoutResponse);
    if (!to) throw new NoPrinter();
    for (let at = 0; at < bytes.length; at += PART) {
      const part = bytes.slice(at, at + PART);
      // With an answer where there is one: then nothing is lost when the printer is slow.
      await (to.properties.write
        ? to.writeValueWithResponse(part)
        : to.writeValueWithoutResponse(part));
    }
  } finally {
    server.disconnect();
  }
}

/** To a printer on a cable. Throws `NoPrinter`, or what the bus says. */
export async function byUsb(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const asked = { filters: [{ classCode: USB_PRINTER }] };
  const device = await chosen(devices().usb!.requestDevice(asked));
  await device.open();
  try {
    if (!device.configuration) await device.selectConfiguration(1);
    const port = device.configuration?.interfaces.find(
      (one) => one.alternate.interfaceClass === USB_PRINTER,
    );
    const end = port?.alternate.endpoints.find(
      (one) => one.direction === "out" && one.type === "bulk",
    );
    if (!port || !end) throw new NoPrinter();
    await device.claimInterface(port.interfaceNumber);
    const { status } = await device.transferOut(end.endpointNumber, bytes);
    if (status !== "ok") throw new Error(status);
  } finally {
    await device.close();
  }
}
