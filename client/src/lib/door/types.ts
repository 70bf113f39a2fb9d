import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type DoorOrder = S["DoorOrderShown"];
export type DoorOrderInput = S["DoorOrderInput"];
export type DoorOrderPage = S["DoorOrders"];
export type DoorTermsOf = S["DoorTerms"];
export type DoorCases = S["DoorCases"];
export type DoorCase = S["DoorCaseShown"];
export type DoorCaseInput = S["DoorCaseInput"];
export type DoorCaseStep = S["DoorCaseEntryInput"]["act"];
export type DoorCaseEntry = S["DoorCaseEntryShown"];
export type DoorCasePage = S["DoorCasesAtDesk"];
export type DoorCaseAtDesk = S["DoorCaseAtDesk"];
export type DoorRulingInput = S["DoorRulingInput"];
export type DoorInvoice = S["InvoiceShown"];
