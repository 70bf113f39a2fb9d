/**
 * The API's types, written by hand from the contract in the shape that openapi-typescript makes.
 * `npm run schema` replaces this file once the server's OpenAPI document is there; names stay.
 */
type Uuid = string;
type Time = string;

export interface components {
  schemas: {
    Town: {
      name: string;
      domain: string;
      version: string;
      languages: ("en" | "zh-CN")[];
      writes_down: boolean;
      money?: { mode: "units" | "credit" | "provider"; currency: string } | null;
    };
    HandleCheck: {
      handle: string;
      free: boolean;
      reason: null | "taken" | "reserved" | "malformed";
    };
    Person: {
      id: Uuid;
      handle: string;
      address: string;
      display_name: string;
      about: string;
      avatar: string | null;
      kind: "person" | "remote";
      emojis?: { [word: string]: string };
    };
    TopUpMethods: {
      reference: string;
      iban: string;
      name: string;
    };
    BankLine: {
      id: Uuid;
      booked_on: string;
      amount: number;
      currency: string;
      name: string;
      text: string;
      state: "matched" | "suspense" | "resolved";
    };
    Payout: {
      id: Uuid;
      person_id: Uuid;
      amount: number;
      way: "cash" | "bank";
      iban: string;
      name: string;
      state: "asked" | "filed" | "done" | "returned";
      made_at: Time;
    };
    Charge: {
      id: Uuid;
      amount: number;
      currency: string;
      checkout: string;
      state: "open" | "captured" | "failed" | "refunded";
    };
    Receipt: {
      town: string;
      amount: string;
      currency: string;
      at: Time;
      from: { name: string; address: string };
      to: { name: string; address: string };
      note: string;
    };
    OpenPayout: components["schemas"]["Payout"] & {
      person_name: string;
      person_handle: string;
      file_id: Uuid | null;
    };
    BookLine: {
      id: Uuid;
      what: string;
      by_id: Uuid;
      by_name: string;
      person_id: Uuid | null;
      person_name: string;
      amount: number;
      note: string;
      at: Time;
    };
    TrialLine: {
      currency: string;
      exponent: number;
      kind: string;
      accounts: number;
      debit: number;
      credit: number;
      held: number;
    };
    Fault: {
      check: "running" | "state" | "promised" | "holds" | "refunds" | "sums" | "chain" | "strays";
      place: number | null;
      no: number | null;
      expected: number | null;
      found: number | null;
    };
    NightlyCheck: {
      id: number;
      at: Time;
      transfers: number;
      heads: string;
      faults: components["schemas"]["Fault"][];
    };
    Books: {
      trial: components["schemas"]["TrialLine"][];
      nights: components["schemas"]["NightlyCheck"][];
    };
    AccountView: {
      person: components["schemas"]["Person"];
      currency: string;
      balance: number;
      held: number;
      limits: components["schemas"]["OwnAccount"]["limits"];
      frozen: boolean;
      frozen_by_town: boolean;
      audit: { id: number; act: string; why: string; at: Time }[];
    };
    OwnAccount: {
      id: number;
      kind: string;
      currency: string;
      exponent: number;
      balance: number;
      held: number;
      incoming: number;
      available: number | null;
      entries: number;
      frozen: boolean;
      limits: { credit: number | null; most: number | null; once: number | null; daily: number | null };
    };
    Wallet: {
      accounts: components["schemas"]["OwnAccount"][];
    };
    StatementLine: {
      no: number;
      at: Time;
      id: Uuid;
      kind: "transfer" | "hold" | "post" | "void" | "refund";
      code: number;
      amount: number;
      volume: number;
      balance: number;
      ref: Uuid | null;
      with_kind: string;
      with_id: Uuid | null;
      with_name: string;
    };
    StatementPage: {
      lines: components["schemas"]["StatementLine"][];
      more: boolean;
    };
    Safety: {
      pin: boolean;
      step_up: number;
      small_once: number;
      small_daily: number;
      code_once: number;
      code_daily: number;
      code_count: number;
    };
    OrderInput: {
      use: "transfer" | "packet" | "bill" | "cover" | "pay_out" | "shop" | "machine" | "ride";
      id: Uuid;
      to: string;
      amount: number;
    };
    Confirmation: {
      token: string;
      expires_at: Time;
    };
    TransferCard: {
      kind: "transfer";
      ref: string;
      id: Uuid;
      from_id: Uuid;
      from_name: string;
      to_id: Uuid;
      to_name: string;
      amount: number;
      currency: string;
      exponent: number;
      note: string;
      made_at: Time;
      ended_at: Time | null;
      state: "waiting" | "accepted" | "declined" | "cancelled" | "returned";
      at_once: boolean;
      expires_at: Time | null;
    };
    RequestCard: {
      kind: "request";
      ref: string;
      id: Uuid;
      from_id: Uuid;
      from_name: string;
      to_id: Uuid;
      to_name: string;
      amount: number;
      currency: string;
      exponent: number;
      note: string;
      made_at: Time;
      ended_at: Time | null;
      state: "waiting" | "paid" | "declined" | "cancelled";
    };
    PacketCard: {
      kind: "packet";
      ref: string;
      id: Uuid;
      conversation_id: Uuid;
      sender: components["schemas"]["PersonLabel"];
      sharing: "even" | "lucky";
      receiver: components["schemas"]["PersonLabel"] | null;
      asks: boolean;
      ours: boolean;
      greeting: string;
      currency: string;
      exponent: number;
      shares: number;
      opened: number;
      state: "open" | "empty" | "expired";
      ends_at: Time;
      may_open: boolean;
      mine: number | null;
    };
    PacketFind: {
      person: components["schemas"]["PersonLabel"];
      n: number;
      amount: number;
      best: boolean;
      thanks: string;
      at: Time;
    };
    PacketView: {
      card: components["schemas"]["PacketCard"];
      amount: number;
      taken: number;
      found: components["schemas"]["PacketFind"][];
      method: string;
      commitment: string;
      seed: string | null;
    };
    PacketRules: {
      on: boolean;
      most: number;
      daily: number;
      shares: number;
    };
    Opened: {
      packet_id: Uuid;
      amount: number;
      currency: string;
      again: boolean;
    };
    SplitCard: {
      kind: "split";
      ref: string;
      id: Uuid;
      conversation_id: Uuid;
      by: components["schemas"]["PersonLabel"];
      title: string;
      mode: "even" | "weights" | "items" | "exact" | "netting";
      currency: string;
      exponent: number;
      total: number;
      people: number;
      payers: { person: components["schemas"]["PersonLabel"]; amount: number; settled: boolean }[];
      left: number;
      mine: number;
      held: number;
      to: string[];
      together: boolean;
      ends_at: Time | null;
      state: "open" | "done" | "cancelled" | "released";
      quiet: boolean;
    };
    PartView: {
      person: components["schemas"]["PersonLabel"];
      owed: number;
      paid: number;
      extra: boolean;
    };
    DebtView: {
      n: number;
      payer: components["schemas"]["PersonLabel"];
      payee: components["schemas"]["PersonLabel"];
      amount: number;
      state: "open" | "held" | "paid" | "cash" | "netted" | "dropped";
      at: Time | null;
    };
    SplitView: {
      card: components["schemas"]["SplitCard"];
      parts: components["schemas"]["PartView"][];
      debts: components["schemas"]["DebtView"][];
      asked: { items?: components["schemas"]["BillLine"][]; service?: number; discount?: number };
      created_at: Time;
      reminded_at: Time | null;
    };
    BillLine: {
      label: string;
      amount: number;
      people: Uuid[];
    };
    PersonAmount: {
      person_id: Uuid;
      amount: number;
    };
    SplitInput: {
      conversation_id: Uuid;
      title: string;
      mode: "even" | "weights" | "items" | "exact";
      currency: string;
      total?: number;
      people?: Uuid[];
      weights?: { person_id: Uuid; weight: number }[];
      exact?: components["schemas"]["PersonAmount"][];
      items?: components["schemas"]["BillLine"][];
      service?: number;
      discount?: number;
      payers?: components["schemas"]["PersonAmount"][];
      together?: { payee_id?: Uuid | null; intent_id?: Uuid | null; minutes?: number };
    };
    Parts: {
      total: number;
      parts: { person_id: Uuid; owed: number; extra: boolean }[];
    };
    SettlementPlan: {
      currency: string;
      exponent: number;
      bills: number;
      debts: number;
      balances: { person: components["schemas"]["PersonLabel"]; amount: number }[];
      payments: {
        payer: components["schemas"]["PersonLabel"];
        payee: components["schemas"]["PersonLabel"];
        amount: number;
      }[];
    };
    AnyCard:
      | components["schemas"]["TransferCard"]
      | components["schemas"]["RequestCard"]
      | components["schemas"]["PacketCard"]
      | components["schemas"]["SplitCard"]
      | components["schemas"]["PostCard"];
    Shop: {
      id: Uuid;
      name: string;
      latin: string;
      about: string;
      category: "groceries" | "market" | "food" | "cafe" | "services" | "machine" | "other";
      picture_url: string | null;
      currency: string;
      closed: boolean;
      code: string;
    };
    OwnShop: {
      id: Uuid;
      name: string;
      latin: string;
      about: string;
      category: "groceries" | "market" | "food" | "cafe" | "services" | "machine" | "other";
      picture_url: string | null;
      currency: string;
      closed: boolean;
      code: string;
      role: "owner" | "manager" | "cashier";
      pays_out: boolean;
    };
    Worker: {
      person_id: Uuid;
      name: string;
      avatar_url: string | null;
      role: "owner" | "manager" | "cashier";
    };
    TillIntent: {
      id: Uuid;
      channel: "static" | "dynamic" | "presented";
      amount: number;
      refunded: number;
      note: string;
      state: "created" | "requires_action" | "processing" | "succeeded" | "cancelled" | "expired";
      by_name: string;
      customer: string;
      problem: string | null;
      created_at: Time;
      expires_at: Time;
      paid_at: Time | null;
      closed: boolean;
      code: string | null;
    };
    Payment: {
      id: Uuid;
      merchant_id: Uuid;
      merchant_name: string;
      merchant_picture_url: string | null;
      currency: string;
      channel: "static" | "dynamic" | "presented";
      amount: number;
      refunded: number;
      note: string;
      state: "created" | "requires_action" | "processing" | "succeeded" | "cancelled" | "expired";
      problem: string | null;
      created_at: Time;
      expires_at: Time;
      paid_at: Time | null;
      operation_id: Uuid | null;
    };
    ScanResult: {
      merchant_id: Uuid;
      merchant_name: string;
      merchant_picture_url: string | null;
      currency: string;
      payment: components["schemas"]["Payment"] | null;
    };
    Takings: {
      by_name: string;
      channel: string;
      sales: number;
      sold: number;
      refunded: number;
    };
    ClosedDay: {
      id: Uuid;
      merchant_id: Uuid;
      number: number;
      by_id: Uuid;
      at: Time;
      sales: number;
      sold: number;
      refunds: number;
      refunded: number;
      moved: number;
      paid_out: number;
      by_name: string;
    };
    ClosedDays: {
      open: components["schemas"]["Takings"][];
      closed: components["schemas"]["ClosedDay"][];
    };
    CodeKey: {
      number: number;
      secret: string;
      step: number;
      now: Time;
    };
    Dispute: {
      sale_id: Uuid;
      kind: "late" | "contradiction" | "claim";
      amount: number;
      at: Time;
      state: "open" | "forgiven" | "settled" | "refunded" | "refused";
      resolved_at: Time | null;
    };
    ItemShown: {
      label: string;
      name: string;
      price: number;
      dropped: boolean | null;
    };
    OfferShown: {
      machine_id: Uuid;
      machine_name: string;
      place: string;
      merchant_name: string;
      currency: string;
      amount: number;
      online: boolean;
      items: components["schemas"]["ItemShown"][];
    };
    SaleShown: {
      id: Uuid;
      machine_id: Uuid;
      machine_name: string;
      place: string;
      merchant_name: string;
      currency: string;
      amount: number;
      captured: number;
      refunded: number;
      state: "authorised" | "commanded" | "dispensed" | "failed" | "unknown";
      offline: boolean;
      code: string | null;
      created_at: Time;
      deadline: Time;
      now: Time;
      items: components["schemas"]["ItemShown"][];
      dispute: components["schemas"]["Dispute"] | null;
      operation_id: Uuid | null;
    };
    OwnSlot: {
      id: Uuid;
      label: string;
      name: string;
      price: number;
      capacity: number;
      left: number;
      fault: string | null;
    };
    OwnMachine: {
      id: Uuid;
      merchant_id: Uuid;
      name: string;
      place: string;
      currency: string;
      online: boolean;
      sold: number;
      taken: number;
      disputes: number;
      slots: components["schemas"]["OwnSlot"][];
    };
    MachineSale: {
      id: Uuid;
      amount: number;
      captured: number;
      refunded: number;
      state: "authorised" | "commanded" | "dispensed" | "failed" | "unknown";
      offline: boolean;
      created_at: Time;
      items: components["schemas"]["ItemShown"][];
      dispute: components["schemas"]["Dispute"] | null;
    };
    MachineKey: {
      machine: Uuid;
      key: string;
    };
    Waypoint: {
      lat: number;
      lon: number;
      name: string;
    };
    Ride: {
      id: Uuid;
      driver_id: Uuid;
      rider_id: Uuid | null;
      plate: string;
      state: "open" | "metered" | "paid" | "cancelled";
      fare: number | null;
      tip: number;
      currency: string;
      origin: components["schemas"]["Waypoint"] | null;
      destination: components["schemas"]["Waypoint"] | null;
      started_at: Time;
      paid_at: Time | null;
    };
    RideShown: {
      id: Uuid;
      driver_id: Uuid;
      rider_id: Uuid | null;
      plate: string;
      state: "open" | "metered" | "paid" | "cancelled";
      fare: number | null;
      tip: number;
      currency: string;
      origin: components["schemas"]["Waypoint"] | null;
      destination: components["schemas"]["Waypoint"] | null;
      started_at: Time;
      paid_at: Time | null;
      driver_name: string;
      driver_avatar_url: string | null;
      rider_name: string;
      operation_ids: Uuid[];
    };
    DriverShown: {
      driver_id: Uuid;
      name: string;
      avatar_url: string | null;
      plate: string;
      car: string;
      taken: boolean;
      fare: number | null;
    };
    OwnDriver: {
      plate: string;
      car: string;
      link: string;
      under_way: components["schemas"]["Ride"] | null;
    };
    DriversDay: {
      rides: components["schemas"]["RideShown"][];
      fares: number;
      tips: number;
    };
    PendingTransfers: {
      transfers: components["schemas"]["TransferCard"][];
      requests: components["schemas"]["RequestCard"][];
    };
    Me: components["schemas"]["Person"] & {
      language: "en" | "zh-CN";
      created_at: Time;
      has_password: boolean;
      passkeys: number;
      recovery_codes_left: number;
      operator: boolean;
    };
    PersonView: components["schemas"]["Person"] & {
      relation: "self" | "none" | "contact" | "requested" | "asked" | "blocked";
      contact_id: Uuid | null;
      request_id: Uuid | null;
    };
    PasskeyProof: { challenge_id: Uuid; credential: { [key: string]: unknown } };
    NewPasskey: { challenge_id: Uuid; credential: { [key: string]: unknown }; name: string };
    Join: {
      id: Uuid;
      handle: string;
      display_name: string;
      language: "en" | "zh-CN";
      password?: string;
      passkey?: components["schemas"]["NewPasskey"];
      invitation?: string;
      operator_code?: string;
    };
    JoinAnswer: { me: components["schemas"]["Me"]; recovery_codes: string[] };
    SignedIn: { me: components["schemas"]["Me"] };
    PasskeyChallenge: { id: Uuid; options: { [key: string]: unknown } };
    Session: {
      id: Uuid;
      name: string;
      kind: "password" | "passkey" | "recovery" | "linked" | "join";
      current: boolean;
      created_at: Time;
      last_seen_at: Time;
      address: string;
    };
    PushSubscription: { session_id: Uuid; device: string; service: string; current: boolean; created_at: Time };
    PushSettings: { public_key: string; shows_text: boolean; subscriptions: components["schemas"]["PushSubscription"][] };
    DeviceLink: { id: Uuid; code: string; url: string; expires_at: Time };
    DeviceLinkView: {
      code: string;
      device_name: string;
      address: string;
      created_at: Time;
      expires_at: Time;
    };
    DeviceLinkState: { state?: "waiting"; me?: components["schemas"]["Me"] };
    RecoveryCodes: { recovery_codes: string[] };
    Passkey: { id: Uuid; name: string; created_at: Time; last_used_at: Time | null };
    AppPassword: { id: Uuid; name: string; created_at: Time; last_used_at: Time | null };
    ClientAppRequest: { name: string; website: string | null; scopes: string[]; host: string | null };
    AccountMoves: { also_known_as: string[]; moved_to: string | null; moved_at: Time | null };
    AliasesInput: { addresses: string[] };
    MoveInput: { address: string };
    ClientAppAccess: {
      id: Uuid;
      name: string;
      website: string | null;
      scopes: string[];
      made_at: Time;
      last_used_at: Time;
      told_by: string | null;
    };
    AuthorizationInput: {
      client_id: string;
      redirect_uri: string;
      scope?: string;
      state?: string;
      code_challenge?: string;
      code_challenge_method?: string;
    };
    RedirectTarget: { url: string | null; code: string | null };
    AppPasswordCreated: { id: Uuid; name: string; password: string };
    Erased: { erased: { set: string; count: number }[] };

    Circle: {
      id: Uuid;
      name: string;
      kind: "family" | "friends" | "colleagues" | "own";
      members: number;
    };
    FieldKind: "phone" | "email" | "address" | "birthday" | "url" | "network" | "note" | "org";
    Audience: { everyone: boolean; circles: Uuid[] };
    CardField: components["schemas"]["CardFieldContent"] & { id: Uuid };
    CardFieldContent: {
      kind: components["schemas"]["FieldKind"];
      label: string;
      value: string;
      audience: components["schemas"]["Audience"];
    };
    CardContent: { fields: components["schemas"]["CardField"][] };
    ContactRow: {
      id: Uuid;
      name: string;
      sort: string;
      person: components["schemas"]["Person"] | null;
      connected: boolean;
      avatar: string | null;
      org: string;
      starred: boolean;
      tags: string[];
      circles: Uuid[];
      subtitle: string;
      search: string;
    };
    ContactPage: {
      contacts: components["schemas"]["ContactRow"][];
      total: number;
      next: string | null;
    };
    ContactField: { kind: components["schemas"]["FieldKind"]; label: string; value: string };
    Contact: components["schemas"]["ContactRow"] & {
      own_name: string;
      remark: string;
      note: string;
      fields: components["schemas"]["ContactField"][];
      shared: components["schemas"]["ContactField"][];
      source: string;
      created_at: Time;
      updated_at: Time;
      unknown: number;
    };
    ContactContent: {
      name: string;
      org?: string;
      fields: components["schemas"]["ContactField"][];
      note?: string;
      tags?: string[];
      circles?: Uuid[];
      starred?: boolean;
    };
    ContactPatch: {
      remark?: string;
      note?: string;
      tags?: string[];
      starred?: boolean;
      circles?: Uuid[];
    };
    ContactRequest: {
      id: Uuid;
      person: components["schemas"]["Person"];
      greeting: string;
      state: "pending" | "accepted" | "declined";
      created_at: Time;
    };
    Requests: {
      received: components["schemas"]["ContactRequest"][];
      sent: components["schemas"]["ContactRequest"][];
    };
    Invitation: { id: Uuid; url: string; expires_at: Time; contact_id: Uuid | null };
    InvitationView: { from: components["schemas"]["Person"]; expires_at: Time; name: string };
    ImportTarget: "contacts" | "chats" | "posts";
    PostKind: "post" | "reply" | "repost" | "private";
    ImportCount: {
      kind: string;
      seen: number;
      brought: number;
      known: number;
      skipped: Record<string, number>;
    };
    ImportOptions: {
      zone: string;
      day_first: boolean | null;
      audience: "public" | "unlisted" | "followers" | "contacts" | "me";
      kinds: components["schemas"]["PostKind"][] | null;
    };
    ImportOptionsInput: Partial<components["schemas"]["ImportOptions"]> & {
      conversations?: number[] | null;
    };
    ChatsInFile: {
      conversations: number;
      known: number;
      messages: number;
      people: number;
      unmatched: number;
      ambiguous: boolean;
      first_at: Time | null;
      last_at: Time | null;
    };
    PostsInFile: {
      account: string;
      kinds: { kind: components["schemas"]["PostKind"]; posts: number; known: number }[];
      traces: { kind: components["schemas"]["ImportedTrace"]["kind"]; count: number }[];
      files: number;
      missing: number;
      first_at: Time | null;
      last_at: Time | null;
    };
    ContactsInFile: {
      found: number;
      add: number;
      merge: number;
      same: number;
      skip: number;
      perhaps: number;
      stayed: { contact_id: Uuid; name: string; reason: "edited" }[];
    };
    Import: {
      id: Uuid;
      target: components["schemas"]["ImportTarget"];
      also: components["schemas"]["ImportTarget"][];
      name: string;
      format: string;
      state: "previewed" | "working" | "applied" | "failed" | "undone";
      options: components["schemas"]["ImportOptions"];
      done: number;
      skipped: number;
      counts: components["schemas"]["ImportCount"][];
      problems: { place: string; reason: string; kept: boolean }[];
      created_at: Time;
      applied_at: Time | null;
      chats: components["schemas"]["ChatsInFile"] | null;
      posts: components["schemas"]["PostsInFile"] | null;
      contacts: components["schemas"]["ContactsInFile"] | null;
    };
    ImportDecision: "add" | "merge" | "same" | "skip";
    ImportItem: {
      n: number;
      name: string;
      decision: components["schemas"]["ImportDecision"];
      reason: string;
      match: { contact_id: Uuid; n: number | null; name: string; on: string[] } | null;
      properties: number;
      unknown: number;
    };
    ImportItems: { items: components["schemas"]["ImportItem"][]; next: number | null };
    Duplicate: { contacts: components["schemas"]["ContactRow"][]; on: string[] };
    Merge: {
      id: Uuid;
      keep: Uuid;
      name: string;
      absorbed_name: string;
      created_at: Time;
      undone_at: Time | null;
    };

    MessageKind:
      | "text"
      | "image"
      | "video"
      | "voice"
      | "file"
      | "location"
      | "contact"
      | "sticker"
      | "merged"
      | "call"
      | "card"
      | "system"
      | "edit"
      | "recall"
      | "reaction";
    PersonLabel: { id: Uuid; name: string; avatar: string | null };
    Reaction: { emoji: string; people: Uuid[] };
    Message: {
      conversation_id: Uuid;
      seq: number;
      ord?: number;
      client_id: Uuid;
      sender_id: Uuid;
      kind: components["schemas"]["MessageKind"];
      body: string;
      created_at: Time;
      ref?: number | null;
      mentions?: Uuid[];
      meta?: { [key: string]: unknown } | null;
      edited_at?: Time | null;
      recalled?: boolean;
      reactions?: components["schemas"]["Reaction"][];
      imported?: string | null;
      hidden?: boolean;
    };
    NewMessage: {
      kind?: components["schemas"]["MessageKind"];
      body: string;
      ref?: number | null;
      mentions?: Uuid[];
      meta?: { [key: string]: unknown } | null;
    };
    Conversation: {
      id: Uuid;
      kind: "direct" | "group" | "archive";
      name: string;
      person?: components["schemas"]["Person"] | null;
      avatar?: string | null;
      members_preview?: components["schemas"]["PersonLabel"][];
      senders?: components["schemas"]["PersonLabel"][];
      member_count?: number;
      joining?: "free" | "approval" | "closed" | null;
      adding?: "all" | "admins" | null;
      role?: "member" | "admin" | "owner";
      last?: components["schemas"]["Message"] | null;
      last_seq: number;
      last_ord?: number;
      read_seq: number;
      unread: number;
      mentioned?: boolean;
      their_read_seq?: number;
      their_delivered_seq?: number;
      muted?: boolean;
      pinned?: boolean;
      archived?: boolean;
      marked_unread?: boolean;
      hidden_to?: number;
      writable: boolean;
      why_not?: string | null;
      request?: "sent" | "received" | null;
      waiting?: number;
      announcement?: string;
      muted_all?: boolean;
    };
    Mine: { muted?: boolean; pinned?: boolean; archived?: boolean; marked_unread?: boolean };
    Readers: {
      read: components["schemas"]["PersonLabel"][];
      delivered: components["schemas"]["PersonLabel"][];
    };
    GroupMember: {
      person: components["schemas"]["Person"];
      name: string;
      card: string;
      role: "member" | "admin" | "owner";
    };
    GroupMembers: { members: components["schemas"]["GroupMember"][]; next?: string | null };
    GroupPatch: {
      name?: string;
      announcement?: string;
      muted_all?: boolean;
      joining?: "free" | "approval" | "closed";
      adding?: "all" | "admins";
    };
    GroupLink: { token: string; url: string };
    GroupPreview: {
      id: Uuid;
      name: string;
      avatar?: string | null;
      members_preview: components["schemas"]["PersonLabel"][];
      member_count: number;
      joining: "free" | "approval" | "closed";
      state: "none" | "member" | "asked";
    };
    JoinRequest: {
      person: components["schemas"]["Person"];
      greeting: string;
      created_at: Time;
    };
    FoundMessage: {
      message: components["schemas"]["Message"];
      conversation_id: Uuid;
      snippet: string;
    };
    ChatSettings: {
      read_marks: boolean;
      presence: "contacts" | "nobody";
      strangers: "all" | "nobody";
    };
    ConversationList: { conversations: components["schemas"]["Conversation"][]; cursor: string };
    MessagePage: {
      messages: components["schemas"]["Message"][];
      more: boolean;
      people?: components["schemas"]["PersonLabel"][];
    };
    SyncConversation: components["schemas"]["Conversation"] & {
      messages: components["schemas"]["Message"][];
    };
    Sync: {
      cursor: string;
      reset: boolean;
      conversations: components["schemas"]["SyncConversation"][];
      contacts: components["schemas"]["ContactRow"][];
      removed_contacts: Uuid[];
      requests: number;
      me: components["schemas"]["Me"] | null;
    };
    ClientFrame:
      | { t: "hello"; cursor: string | null; device?: Uuid | null }
      | ({ t: "send"; client_id: Uuid; conversation_id: Uuid } & components["schemas"]["NewMessage"])
      | { t: "read"; conversation_id: Uuid; seq: number }
      | { t: "delivered"; conversation_id: Uuid; seq: number }
      | { t: "typing"; conversation_id: Uuid }
      | { t: "watch"; people: Uuid[] }
      | { t: "sync"; cursor: string | null }
      | { t: "front"; yes: boolean }
      | { t: "in_call"; call_id: Uuid }
      | { t: "signal"; call_id: Uuid; signal: components["schemas"]["Signal"] }
      | { t: "ping" };
    Signal:
      | { kind: "ready" }
      | { kind: "offer" | "answer"; round: number; sdp: string }
      | {
          kind: "candidate";
          candidate: string;
          sdpMid?: string | null;
          sdpMLineIndex?: number | null;
          usernameFragment?: string | null;
        }
      | { kind: "sends"; microphone: boolean; camera: boolean };
    LiveCall: {
      id: Uuid;
      conversation_id: Uuid;
      person: components["schemas"]["PersonLabel"];
      media: "voice" | "video";
      state: "ringing" | "answered" | "ended";
      outgoing: boolean;
      began_at: Time;
      device?: Uuid | null;
      answered_at?: Time | null;
      ended_at?: Time | null;
      outcome?: "answered" | "missed" | "declined" | "cancelled" | "busy" | null;
      duration_s?: number;
    };
    IceServers: {
      servers: { urls: string[]; username?: string | null; credential?: string | null }[];
      expires_at: Time;
    };
    ServerFrame:
      | ({ t: "sync" } & components["schemas"]["Sync"])
      | { t: "ack"; client_id: Uuid; conversation_id: Uuid; seq: number; created_at: Time }
      | { t: "nack"; client_id: Uuid; code: string; title: string }
      | { t: "message"; message: components["schemas"]["Message"] }
      | { t: "read"; conversation_id: Uuid; person_id: Uuid; seq: number }
      | { t: "delivered"; conversation_id: Uuid; person_id: Uuid; seq: number }
      | { t: "typing"; conversation_id: Uuid; person_id: Uuid }
      | { t: "call"; call: components["schemas"]["LiveCall"] }
      | { t: "signal"; call_id: Uuid; signal: components["schemas"]["Signal"] }
      | { t: "presence"; person_id: Uuid; online: boolean; last?: Time | null }
      | {
          t: "changed";
          what:
            | "contacts"
            | "requests"
            | "me"
            | "conversations"
            | "takeouts"
            | "imports"
            | "wallet"
            | "posts"
            | "moments"
            | "news"
            | "till"
            | "payments"
            | "vending"
            | "rides"
            | "card";
          ref?: string;
        }
      | { t: "post"; post_id: Uuid }
      | { t: "gap" }
      | { t: "pong" }
      | { t: "bye"; code: string };

    ImportConversation: {
      n: number;
      title: string;
      source: string;
      group: boolean;
      entries: number;
      files: number;
      missing: number;
      first_at: Time | null;
      last_at: Time | null;
      chosen: boolean;
      known: boolean;
      conversation_id: Uuid;
    };
    ImportPerson: {
      key: string;
      name: string;
      entries: number;
      decision: "me" | "contact" | "outsider";
      contact_id: Uuid | null;
      contact_name: string;
    };
    ImportPeople: { people: components["schemas"]["ImportPerson"][]; next: number | null };
    ImportConversations: {
      conversations: components["schemas"]["ImportConversation"][];
      next: number | null;
    };
    ImportedTrace: {
      kind: "follow" | "like" | "save" | "block" | "mute" | "domain" | "list";
      value: string;
      text: string;
      source: string;
      at: Time | null;
      person?: components["schemas"]["Author"] | null;
    };
    TracePage: { traces: components["schemas"]["ImportedTrace"][]; next: number | null };
    SpeakerChoice: { key: string; decision: "me" | "contact" | "outsider"; contact_id?: Uuid | null };
    SpeakerInput: { people: components["schemas"]["SpeakerChoice"][] };
    RecordSet: { name: string; count: number; sha256: string };
    ChatFile: {
      id: Uuid;
      kind: "image" | "video" | "voice" | "file";
      type: string;
      size: number;
      name?: string;
      width?: number;
      height?: number;
      thumb?: string;
      duration_ms?: number;
      peaks?: number[];
      transcript?: string;
    };
    Usage: { used: number; most: number | null };
    Takeout: {
      id: Uuid;
      state: "waiting" | "working" | "ready" | "failed" | "expired";
      progress: number;
      size: number;
      sha256: string | null;
      sets: components["schemas"]["RecordSet"][];
      created_at: Time;
      expires_at: Time | null;
    };
    Arrival: {
      id: Uuid;
      name: string;
      state: "preview" | "applied";
      from_address: string;
      sets: { name: string; count: number; new: number; skipped: number; reason: string }[];
      problems: string[];
      created_at: Time;
      applied_at: Time | null;
    };
    Problem: {
      type: string;
      title: string;
      status: number;
      code: string;
      detail?: string;
      instance?: string;
    };
    AnswerInput: {
      accept: boolean;
    };
    AppealAnswer: {
      granted: boolean;
      answer: string;
    };
    Answered: {
      post_id: Uuid;
      author: components["schemas"]["Author"];
      comment_id?: Uuid | null;
    };
    AppealInput: {
      text: string;
    };
    Comment: {
      id: Uuid;
      post_id: Uuid;
      author: components["schemas"]["Author"];
      text: string;
      at: Time;
      likes?: number;
      liked?: boolean;
      parent_id?: Uuid | null;
      to?: components["schemas"]["Author"] | null;
      mentions?: components["schemas"]["Mention"][];
      edited_at?: Time | null;
      replies?: number;
      uri?: string | null;
      emojis?: { [word: string]: string };
      warning?: string;
      language?: string;
    };
    CommentInput: {
      text: string;
      warning?: string;
      answers?: Uuid | null;
    };
    Decision: {
      id: Uuid;
      operator_id: Uuid | null;
      act: string;
      person_id: Uuid | null;
      ref: string;
      reason: string;
      report_id: Uuid | null;
      at: Time;
      appeal?: string | null;
      appeal_state?: string | null;
      answer?: string | null;
      appealed_at?: Time | null;
    };
    Decisions: {
      decisions: components["schemas"]["Decision"][];
    };
    ModerationActionInput: {
      act: "remove_post" | "restore_post" | "remove_comment" | "restore_comment" | "quiet" | "close" | "release" | "verify_person" | "verify_organisation" | "unverify" | "hide_topic" | "show_topic" | "dismiss";
      ref: string;
      reason: string;
      report_id?: Uuid | null;
      days?: number | null;
    };
    OperatorDesk: {
      reports: components["schemas"]["PostReport"][];
      appeals: components["schemas"]["Decision"][];
      people: components["schemas"]["Person"][];
    };
    ModerationLog: {
      decisions: components["schemas"]["Decision"][];
      people: components["schemas"]["Person"][];
    };
    DraftInput: {
      body: components["schemas"]["PostInput"];
      due_at?: Time | null;
    };
    Drafts: {
      drafts: components["schemas"]["PostDraft"][];
    };
    FollowInput: {
      secret?: boolean;
    };
    Likers: {
      people: components["schemas"]["Author"][];
    };
    ListInput: {
      name: string;
    };
    ListPage: {
      id: Uuid;
      name: string;
      people: components["schemas"]["PersonSummary"][];
      replies?: "none" | "list" | "followed";
    };
    ListPeople: {
      person_ids: Uuid[];
    };
    Lists: {
      lists: components["schemas"]["ReadingList"][];
    };
    Moments: {
      posts: components["schemas"]["Moment"][];
      next: string | null;
    };
    MuteInput: {
      kind: "person" | "word" | "topic" | "domain";
      value: string;
      until?: Time | null;
    };
    Mutes: {
      mutes: components["schemas"]["Mute"][];
    };
    NewMoments: {
      by: components["schemas"]["Author"] | null;
    };
    NewText: {
      text: string;
      warning?: string | null;
    };
    NotificationPage: {
      notices: components["schemas"]["NotificationEntry"][];
      next: string | null;
    };
    NotificationCount: {
      count: number;
    };
    PeoplePage: {
      people: components["schemas"]["PersonSummary"][];
      next: string | null;
    };
    Post: {
      id: Uuid;
      author: components["schemas"]["Author"];
      at: Time;
      audience: "public" | "unlisted" | "followers" | "mentioned" | "contacts" | "circles" | "me";
      form: "post" | "repost" | "quote";
      text: string;
      content: components["schemas"]["PostContent"];
      replies: "everyone" | "followers" | "contacts" | "mentioned" | "nobody";
      likes: number;
      comments: number;
      reposts: number;
      liked?: boolean;
      saved?: boolean;
      follows?: boolean;
      may_comment?: boolean;
      may_quote?: boolean;
      edited_at?: Time | null;
      pinned?: boolean;
      removed?: boolean;
      detached?: boolean;
      imported_from?: string | null;
      uri?: string | null;
      results?: components["schemas"]["PollResults"] | null;
      answers?: components["schemas"]["Answered"] | null;
      circles?: Uuid[];
      of?: components["schemas"]["ShownPost"] | null;
      gone?: boolean;
    };
    PostCard: {
      kind: "post";
      ref: string;
      author: components["schemas"]["Author"];
      at: Time;
      text: string;
      title?: string;
      picture?: string | null;
      emojis?: { [word: string]: string };
    };
    PostInput: {
      text?: string;
      title?: string;
      warning?: string;
      audience?: "public" | "unlisted" | "followers" | "mentioned" | "contacts" | "circles" | "me";
      circles?: Uuid[];
      replies?: "everyone" | "followers" | "contacts" | "mentioned" | "nobody";
      files?: components["schemas"]["FileInput"][];
      link?: string | null;
      options?: string[];
      multiple?: boolean;
      minutes?: number;
      place?: components["schemas"]["PostLocation"] | null;
      form?: "post" | "repost" | "quote";
      of?: Uuid | null;
      and_comment?: boolean;
      answers?: Uuid | null;
    };
    PostPage: {
      posts: components["schemas"]["Post"][];
      next: string | null;
    };
    PostSettings: {
      moments_days?: 0 | 3 | 180;
      approve?: boolean;
      show_follows?: "everyone" | "contacts" | "nobody";
      quotes?: "everyone" | "followers" | "nobody";
      findable?: boolean;
    };
    PostSettingsPatch: {
      moments_days?: 0 | 3 | 180 | null;
      approve?: boolean | null;
      show_follows?: "everyone" | "contacts" | "nobody" | null;
      quotes?: "everyone" | "followers" | "nobody" | null;
      findable?: boolean | null;
    };
    SquareProfile: {
      person: components["schemas"]["Author"];
      about: string;
      follow: "asked" | "follows" | null;
      secret: boolean;
      follows_me: boolean;
      muted: boolean;
      followers: number;
      following: number;
      posts: number;
      relation: "self" | "contact" | "none";
      approve: boolean;
      lists: boolean;
      hide_theirs: boolean;
      hide_mine: boolean;
      pinned: components["schemas"]["Post"][];
    };
    ReportInput: {
      kind: "post" | "comment" | "person";
      ref: Uuid;
      reason?: string;
      forward?: boolean;
    };
    RuleInput: {
      hide_theirs?: boolean;
      hide_mine?: boolean;
    };
    MomentRules: {
      rules: components["schemas"]["MomentsRule"][];
    };
    ShareInput: {
      conversation_id: Uuid;
      client_id: Uuid;
    };
    PersonSummary: {
      person: components["schemas"]["Author"];
      about: string;
      follow: "asked" | "follows" | null;
      secret: boolean;
      follows_me: boolean;
      muted: boolean;
    };
    Threads: {
      comments: components["schemas"]["CommentThread"][];
      next: string | null;
    };
    TopicPage: {
      topic: components["schemas"]["Topic"];
      host: components["schemas"]["Author"] | null;
    };
    TopicPatch: {
      about: string;
      category?: "talk" | "town" | "food" | "sport" | "culture" | "market" | "help";
    };
    Topics: {
      topics: components["schemas"]["Topic"][];
    };
    Versions: {
      versions: components["schemas"]["PostVersion"][];
    };
    VoteInput: {
      choices: number[];
    };
    Author: {
      id: Uuid;
      handle: string;
      address: string;
      name: string;
      avatar: string | null;
      remote?: boolean;
      verified?: components["schemas"]["VerificationBadge"] | null;
      emojis?: { [word: string]: string };
    };
    PostDraft: {
      id: Uuid;
      body: components["schemas"]["NewPost"];
      due_at: Time | null;
      updated_at: Time;
      trouble: string | null;
    };
    FileInput: {
      file: Uuid;
      alt?: string;
    };
    Mention: {
      person_id: Uuid;
      handle: string;
    };
    Moment: {
      id: Uuid;
      author: components["schemas"]["Author"];
      at: Time;
      audience: "public" | "unlisted" | "followers" | "mentioned" | "contacts" | "circles" | "me";
      form: "post" | "repost" | "quote";
      text: string;
      content: components["schemas"]["PostContent"];
      replies: "everyone" | "followers" | "contacts" | "mentioned" | "nobody";
      likes: number;
      comments: number;
      reposts: number;
      liked?: boolean;
      saved?: boolean;
      follows?: boolean;
      may_comment?: boolean;
      may_quote?: boolean;
      edited_at?: Time | null;
      pinned?: boolean;
      removed?: boolean;
      detached?: boolean;
      imported_from?: string | null;
      uri?: string | null;
      results?: components["schemas"]["PollResults"] | null;
      answers?: components["schemas"]["Answered"] | null;
      circles?: Uuid[];
      of?: components["schemas"]["ShownPost"] | null;
      gone?: boolean;
      likers?: components["schemas"]["Author"][];
      remarks?: components["schemas"]["MomentRemark"][];
    };
    Mute: {
      kind: "person" | "word" | "topic" | "domain";
      value: string;
      until: Time | null;
    };
    NotificationEntry: {
      id: Uuid;
      kind: string;
      at: Time;
      count: number;
      people: components["schemas"]["Author"][];
      new: boolean;
      post?: components["schemas"]["Post"] | null;
      comment_id?: Uuid | null;
      text?: string;
      emojis?: { [word: string]: string };
    };
    PostLocation: {
      lat: number;
      lon: number;
      name?: string;
    };
    PostContent: {
      title?: string;
      warning?: string;
      media?: components["schemas"]["PostMedia"][];
      link?: components["schemas"]["Link"] | null;
      poll?: components["schemas"]["Poll"] | null;
      place?: components["schemas"]["PostLocation"] | null;
      mentions?: components["schemas"]["Mention"][];
      topics?: string[];
      emojis?: { [word: string]: string };
      language?: string;
    };
    PostReport: {
      id: Uuid;
      reporter_id: Uuid | null;
      kind: "post" | "comment" | "person";
      ref: Uuid;
      person_id: Uuid | null;
      reason: string;
      copy: { [key: string]: unknown };
      state: string;
      at: Time;
    };
    ReadingList: {
      id: Uuid;
      name: string;
      members: number;
      replies?: "none" | "list" | "followed";
    };
    PollResults: {
      votes: number[];
      voters: number;
      mine: number[];
    };
    MomentsRule: {
      person_id: Uuid;
      hide_theirs: boolean;
      hide_mine: boolean;
    };
    ShownPost: {
      id: Uuid;
      author: components["schemas"]["Author"];
      at: Time;
      audience: "public" | "unlisted" | "followers" | "mentioned" | "contacts" | "circles" | "me";
      form: "post" | "repost" | "quote";
      text: string;
      content: components["schemas"]["PostContent"];
      replies: "everyone" | "followers" | "contacts" | "mentioned" | "nobody";
      likes: number;
      comments: number;
      reposts: number;
      liked?: boolean;
      saved?: boolean;
      follows?: boolean;
      may_comment?: boolean;
      may_quote?: boolean;
      edited_at?: Time | null;
      pinned?: boolean;
      removed?: boolean;
      detached?: boolean;
      imported_from?: string | null;
      uri?: string | null;
      results?: components["schemas"]["PollResults"] | null;
      answers?: components["schemas"]["Answered"] | null;
      circles?: Uuid[];
    };
    CommentThread: {
      id: Uuid;
      post_id: Uuid;
      author: components["schemas"]["Author"];
      text: string;
      at: Time;
      likes?: number;
      liked?: boolean;
      parent_id?: Uuid | null;
      to?: components["schemas"]["Author"] | null;
      mentions?: components["schemas"]["Mention"][];
      edited_at?: Time | null;
      replies?: number;
      uri?: string | null;
      emojis?: { [word: string]: string };
      warning?: string;
      language?: string;
      first?: components["schemas"]["Comment"][];
    };
    Topic: {
      name: string;
      shown: string;
      category: string;
      host_id: Uuid | null;
      about: string;
      posts: number;
      heat: number;
      followed: boolean;
    };
    PostVersion: {
      at: Time;
      text: string;
      content: components["schemas"]["PostContent"];
    };
    Link: {
      url: string;
      title?: string;
      text?: string;
      site?: string;
    };
    VerificationBadge: {
      kind: "person" | "organisation";
      reason: string;
    };
    PostMedia: {
      file: Uuid;
      kind: "image" | "video" | "voice";
      type: string;
      size: number;
      width?: number | null;
      height?: number | null;
      thumb?: string | null;
      duration_ms?: number | null;
      peaks?: number[] | null;
      alt?: string;
    };
    MomentRemark: {
      id: Uuid;
      author: components["schemas"]["Author"];
      text: string;
      at: Time;
      to?: components["schemas"]["Author"] | null;
      parent_id?: Uuid | null;
      mentions?: components["schemas"]["Mention"][];
      warning?: string;
    };
    Poll: {
      options: string[];
      ends_at: Time;
      multiple?: boolean;
    };
    NewPost: {
      text?: string;
      title?: string;
      warning?: string;
      audience?: "public" | "unlisted" | "followers" | "mentioned" | "contacts" | "circles" | "me";
      circles?: Uuid[];
      replies?: "everyone" | "followers" | "contacts" | "mentioned" | "nobody";
      files?: string[][];
      link?: string | null;
      options?: string[];
      multiple?: boolean;
      minutes?: number;
      place?: components["schemas"]["PostLocation"] | null;
      form?: "post" | "repost" | "quote";
      of?: Uuid | null;
      and_comment?: boolean;
      answers?: Uuid | null;
    };
  };
}

type S = components["schemas"];
type Wrong = { content: { "application/problem+json": S["Problem"] } };
type Json<T> = { content: { "application/json": T } };
type Bytes = { content: { "application/octet-stream": Blob } };
/** P: names in the path. Q: the query. A: the answer. B: the JSON body. */
type Get<A, P = never, Q = never> = Send<never, A, P, Q>;
type Send<B, A, P = never, Q = never> = ([B] extends [never]
  ? { requestBody?: never }
  : { requestBody: B extends Bytes ? Bytes : Json<B> }) & {
  parameters: [P] extends [never]
    ? { query?: Q; path?: never }
    : { query?: Q; path: { [name in P & string]: string } };
  responses: [A] extends [never]
    ? { 204: { content?: never }; default: Wrong }
    : { 200: Json<A>; default: Wrong };
};

type ShopInput = {
  name?: string;
  latin?: string;
  about?: string;
  category?: components["schemas"]["Shop"]["category"];
  pays_out?: boolean;
};
type Proof = { password?: string; passkey?: components["schemas"]["PasskeyProof"] };

export interface paths {
  "/api/v1/town": {
    get: Get<S["Town"]>;
  };
  "/api/v1/handles/{handle}": {
    get: Get<S["HandleCheck"], "handle">;
  };
  "/api/v1/people": {
    post: Send<S["Join"], S["JoinAnswer"]>;
  };
  "/api/v1/people/{handle}": {
    get: Get<S["PersonView"], "handle">;
  };
  "/api/v1/passkey-challenges": {
    post: Send<{ purpose: "join" | "add" | "sign_in"; handle?: string; display_name?: string }, S["PasskeyChallenge"]>;
  };
  "/api/v1/sessions": {
    get: Get<S["Session"][]>;
    post: Send<{ handle: string; password: string }, S["SignedIn"]>;
  };
  "/api/v1/sessions/passkey": {
    post: Send<S["PasskeyProof"], S["SignedIn"]>;
  };
  "/api/v1/sessions/recovery": {
    post: Send<{ handle: string; code: string; new_password: string }, S["SignedIn"]>;
  };
  "/api/v1/sessions/{id}": {
    delete: Send<never, never, "id">;
  };
  "/api/v1/sessions/current": {
    delete: Send<never, never>;
  };
  "/api/v1/push": {
    get: Get<S["PushSettings"]>;
    patch: Send<{ shows_text: boolean }, S["PushSettings"]>;
  };
  "/api/v1/push/subscription": {
    put: Send<{ endpoint: string; p256dh: string; auth: string }, S["PushSettings"]>;
    delete: Send<never, never>;
  };
  "/api/v1/push/subscriptions/{id}": {
    delete: Send<never, never, "id">;
  };
  "/api/v1/device-links": {
    post: Send<{ id: Uuid }, S["DeviceLink"]>;
  };
  "/api/v1/device-links/{code}": {
    get: Get<S["DeviceLinkView"], "code">;
  };
  "/api/v1/device-links/{code}/approval": {
    post: Send<never, never, "code">;
  };
  "/api/v1/device-links/{id}/session": {
    post: Send<never, S["DeviceLinkState"], "id">;
  };
  "/api/v1/me": {
    get: Get<S["Me"]>;
    patch: Send<{ display_name?: string; about?: string; language?: "en" | "zh-CN" }, S["Me"]>;
    delete: Send<{ handle: string; password?: string; passkey?: S["PasskeyProof"] }, S["Erased"]>;
  };
  "/api/v1/me/avatar": {
    put: Send<Bytes, S["Me"]>;
    delete: Send<never, S["Me"]>;
  };
  "/api/v1/me/password": {
    put: Send<
      {
        password: string;
        current_password?: string;
        passkey?: S["PasskeyProof"];
        sign_out_client_apps?: boolean;
      },
      never
    >;
  };
  "/api/v1/me/proof": {
    post: Send<Proof, never>;
  };
  "/api/v1/me/recovery-codes": {
    post: Send<never, S["RecoveryCodes"]>;
  };
  "/api/v1/me/passkeys": {
    get: Get<S["Passkey"][]>;
    post: Send<S["NewPasskey"], S["Passkey"]>;
  };
  "/api/v1/me/passkeys/{id}": {
    patch: Send<{ name: string }, S["Passkey"], "id">;
    delete: Send<never, never, "id">;
  };
  "/api/v1/app-passwords": {
    get: Get<S["AppPassword"][]>;
  };
  "/api/v1/app-passwords/{id}": {
    put: Send<{ name: string }, S["AppPasswordCreated"], "id">;
    delete: Send<never, never, "id">;
  };
  "/api/v1/authorization-requests": {
    post: Send<S["AuthorizationInput"], S["ClientAppRequest"]>;
  };
  "/api/v1/client-apps": {
    get: Get<{ client_apps: S["ClientAppAccess"][] }>;
    post: Send<S["AuthorizationInput"] & { accept?: boolean }, S["RedirectTarget"]>;
  };
  "/api/v1/client-apps/{id}": {
    delete: Send<never, never, "id">;
  };
  "/api/v1/circles": {
    get: Get<S["Circle"][]>;
  };
  "/api/v1/circles/{id}": {
    put: Send<{ name: string }, S["Circle"], "id">;
    delete: Send<never, never, "id">;
  };
  "/api/v1/me/card": {
    get: Get<S["CardContent"]>;
  };
  "/api/v1/me/card/fields/{id}": {
    put: Send<S["CardFieldContent"], S["CardField"], "id">;
    delete: Send<never, never, "id">;
  };
  "/api/v1/contacts": {
    get: Get<S["ContactPage"], never, { q?: string; circle?: Uuid; tag?: string; after?: string; limit?: number }>;
  };
  "/api/v1/contacts/{id}": {
    get: Get<S["Contact"], "id">;
    put: Send<S["ContactContent"], S["Contact"], "id">;
    patch: Send<S["ContactPatch"], S["Contact"], "id">;
    delete: Send<never, never, "id">;
  };
  "/api/v1/contact-requests": {
    get: Get<S["Requests"]>;
  };
  "/api/v1/contact-requests/{id}": {
    put: Send<{ handle: string; greeting: string }, S["ContactRequest"], "id">;
  };
  "/api/v1/contact-requests/{id}/acceptance": {
    post: Send<{ circles?: Uuid[] }, S["Contact"], "id">;
  };
  "/api/v1/contact-requests/{id}/refusal": {
    post: Send<never, never, "id">;
  };
  "/api/v1/blocks": {
    get: Get<S["Person"][]>;
  };
  "/api/v1/blocks/{person_id}": {
    put: Send<never, never, "person_id">;
    delete: Send<never, never, "person_id">;
  };
  "/api/v1/invitations": {
    get: Get<S["Invitation"][]>;
  };
  "/api/v1/invitations/{id}": {
    put: Send<{ contact_id?: Uuid }, S["Invitation"], "id">;
    delete: Send<never, never, "id">;
  };
  "/api/v1/invitations/{token}": {
    get: Get<S["InvitationView"], "token">;
  };
  "/api/v1/invitations/{token}/acceptance": {
    post: Send<never, S["Contact"], "token">;
  };
  "/api/v1/imports": {
    get: Get<S["Import"][]>;
  };
  "/api/v1/imports/{id}": {
    get: Get<S["Import"], "id">;
    put: Send<
      Bytes,
      S["Import"],
      "id",
      { name?: string; zone?: string; day_first?: boolean | null; target?: S["ImportTarget"] | null }
    >;
    patch: Send<S["ImportOptionsInput"], S["Import"], "id">;
    delete: Send<never, void, "id">;
  };
  "/api/v1/imports/{id}/contacts": {
    get: Get<S["ImportItems"], "id", { after?: number; limit?: number }>;
  };
  "/api/v1/imports/{id}/contacts/{n}": {
    patch: Send<{ decision: "add" | "merge" | "skip" }, S["ImportItem"], "id" | "n">;
  };
  "/api/v1/imports/{id}/conversations": {
    get: Get<S["ImportConversations"], "id", { after?: number; limit?: number }>;
  };
  "/api/v1/imports/{id}/people": {
    get: Get<S["ImportPeople"], "id", { after?: number; limit?: number }>;
    put: Send<S["SpeakerInput"], void, "id">;
  };
  "/api/v1/imports/{id}/application": {
    post: Send<never, S["Import"], "id">;
  };
  "/api/v1/imports/{id}/undo": {
    post: Send<never, S["Import"], "id">;
  };
  "/api/v1/duplicates": {
    get: Get<S["Duplicate"][]>;
  };
  "/api/v1/merges": {
    get: Get<S["Merge"][]>;
  };
  "/api/v1/merges/{id}": {
    put: Send<{ keep: Uuid; absorb: Uuid }, S["Contact"], "id">;
  };
  "/api/v1/merges/{id}/undo": {
    post: Send<never, S["Contact"], "id">;
  };
  "/api/v1/conversations": {
    get: Get<S["ConversationList"], never, { box?: "requests" }>;
  };
  "/api/v1/conversations/direct/{person_id}": {
    put: Send<never, S["Conversation"], "person_id">;
  };
  "/api/v1/conversations/{id}": {
    get: Get<S["Conversation"], "id">;
  };
  "/api/v1/conversations/{id}/messages": {
    get: Get<
      S["MessagePage"],
      "id",
      { before?: number; after?: number; around?: number; date?: string; limit?: number }
    >;
  };
  "/api/v1/conversations/{id}/messages/{client_id}": {
    put: Send<S["NewMessage"], S["Message"], "id" | "client_id">;
  };
  "/api/v1/conversations/{id}/messages/{seq}/readers": {
    get: Get<S["Readers"], "id" | "seq">;
  };
  "/api/v1/calls": {
    get: Get<{ calls: S["LiveCall"][] }>;
  };
  "/api/v1/calls/ice": {
    get: Get<S["IceServers"]>;
  };
  "/api/v1/calls/{id}": {
    put: Send<{ person_id: Uuid; media: "voice" | "video"; device?: Uuid }, S["LiveCall"], "id">;
    delete: Send<never, S["LiveCall"], "id">;
  };
  "/api/v1/calls/{id}/answer": {
    put: Send<{ accept: boolean; device?: Uuid }, S["LiveCall"], "id">;
  };
  "/api/v1/conversations/{id}/read": {
    put: Send<{ seq: number }, never, "id">;
  };
  "/api/v1/chat/dictations": {
    post: Send<Bytes, { text: string }>;
  };
  "/api/v1/chat/files/{id}": {
    put: Send<Bytes, S["ChatFile"], "id", { kind?: S["ChatFile"]["kind"] }>;
  };
  "/api/v1/conversations/{id}/mine": {
    patch: Send<S["Mine"], S["Conversation"], "id">;
  };
  "/api/v1/conversations/{id}/hidden": {
    post: Send<{ seqs?: number[]; up_to?: number }, never, "id">;
  };
  "/api/v1/conversations/{id}/request": {
    put: Send<{ accept: boolean }, never, "id">;
  };
  "/api/v1/groups/{id}": {
    put: Send<{ name?: string; person_ids: Uuid[] }, S["Conversation"], "id">;
    patch: Send<S["GroupPatch"], S["Conversation"], "id">;
  };
  "/api/v1/groups/{id}/avatar": {
    put: Send<Bytes, never, "id">;
    delete: Send<never, never, "id">;
  };
  "/api/v1/groups/{id}/members": {
    get: Get<S["GroupMembers"], "id", { after?: string }>;
    put: Send<{ person_ids: Uuid[] }, never, "id">;
  };
  "/api/v1/groups/{id}/members/{person_id}": {
    delete: Send<never, never, "id" | "person_id">;
  };
  "/api/v1/groups/{id}/members/{person_id}/role": {
    put: Send<{ role: "member" | "admin" | "owner" }, never, "id" | "person_id">;
  };
  "/api/v1/groups/{id}/members/me/name": {
    put: Send<{ name: string }, never, "id">;
  };
  "/api/v1/groups/{id}/link": {
    post: Send<never, S["GroupLink"], "id">;
    delete: Send<never, never, "id">;
  };
  "/api/v1/groups/{id}/requests": {
    get: Get<S["JoinRequest"][], "id">;
  };
  "/api/v1/groups/{id}/requests/{person_id}": {
    put: Send<{ accept: boolean }, never, "id" | "person_id">;
  };
  "/api/v1/group-links/{token}": {
    get: Get<S["GroupPreview"], "token">;
  };
  "/api/v1/group-links/{token}/join": {
    put: Send<{ greeting?: string }, S["GroupPreview"], "token">;
  };
  "/api/v1/search/messages": {
    get: Get<
      { found: S["FoundMessage"][]; next?: string | null },
      never,
      { q: string; conversation?: Uuid; before?: string }
    >;
  };
  "/api/v1/reports": {
    post: Send<{ conversation_id: Uuid; seqs: number[]; reason: string }, never>;
  };
  "/api/v1/chat/settings": {
    get: Get<S["ChatSettings"]>;
    patch: Send<Partial<S["ChatSettings"]>, S["ChatSettings"]>;
  };
  "/api/v1/sync": {
    get: Get<S["Sync"], never, { cursor?: string }>;
  };
  "/api/v1/storage": {
    get: Get<S["Usage"]>;
  };
  "/api/v1/takeouts": {
    get: Get<S["Takeout"][]>;
  };
  "/api/v1/takeouts/{id}": {
    get: Get<S["Takeout"], "id">;
    put: Send<never, S["Takeout"], "id">;
  };
  "/api/v1/arrivals/{id}": {
    get: Get<S["Arrival"], "id">;
    put: Send<Bytes, S["Arrival"], "id", { name: string }>;
  };
  "/api/v1/arrivals/{id}/application": {
    post: Send<never, S["Arrival"], "id">;
  };
  "/api/v1/post-traces": {
    get: Get<
      S["TracePage"],
      never,
      { kind?: S["ImportedTrace"]["kind"] | null; after?: number; limit?: number }
    >;
  };
  "/api/v1/comments/{comment_id}": {
    patch: Send<S["NewText"], S["Comment"], "comment_id">;
    delete: Send<never, never, "comment_id">;
  };
  "/api/v1/comments/{comment_id}/like": {
    put: Send<never, S["Comment"], "comment_id">;
    delete: Send<never, S["Comment"], "comment_id">;
  };
  "/api/v1/comments/{comment_id}/replies": {
    get: Get<S["Threads"], "comment_id", { after?: string | null; limit?: number }>;
  };
  "/api/v1/decisions": {
    get: Get<S["Decisions"], never, { limit?: number }>;
  };
  "/api/v1/decisions/{decision_id}/appeal": {
    put: Send<S["AppealInput"], S["Decisions"], "decision_id">;
  };
  "/api/v1/drafts": {
    get: Get<S["Drafts"]>;
  };
  "/api/v1/drafts/{draft_id}": {
    put: Send<S["DraftInput"], S["Drafts"], "draft_id">;
    delete: Send<never, never, "draft_id">;
  };
  "/api/v1/follow-requests": {
    get: Get<S["PeoplePage"], never, { before?: string | null; limit?: number }>;
  };
  "/api/v1/follow-requests/{person_id}": {
    put: Send<S["AnswerInput"], never, "person_id">;
  };
  "/api/v1/follow-suggestions": {
    get: Get<S["PeoplePage"], never, { limit?: number }>;
  };
  "/api/v1/followed-topics": {
    get: Get<S["Topics"]>;
  };
  "/api/v1/follows/{person_id}": {
    put: Send<S["FollowInput"], S["PersonSummary"], "person_id">;
    delete: Send<never, S["PersonSummary"], "person_id">;
  };
  "/api/v1/lists": {
    get: Get<S["Lists"]>;
  };
  "/api/v1/lists/{list_id}": {
    get: Get<S["ListPage"], "list_id">;
    put: Send<S["ListInput"], S["Lists"], "list_id">;
    delete: Send<never, never, "list_id">;
  };
  "/api/v1/lists/{list_id}/people": {
    put: Send<S["ListPeople"], S["ListPage"], "list_id">;
  };
  "/api/v1/moments": {
    get: Get<S["Moments"], never, { before?: string | null; limit?: number }>;
  };
  "/api/v1/moments/new": {
    get: Get<S["NewMoments"]>;
  };
  "/api/v1/moments/people/{person_id}": {
    get: Get<S["Moments"], "person_id", { before?: string | null; limit?: number }>;
  };
  "/api/v1/moments/rules": {
    get: Get<S["MomentRules"]>;
  };
  "/api/v1/moments/rules/{person_id}": {
    put: Send<S["RuleInput"], never, "person_id">;
  };
  "/api/v1/moments/seen": {
    put: Send<never, never>;
  };
  "/api/v1/mutes": {
    get: Get<S["Mutes"]>;
    put: Send<S["MuteInput"], S["Mutes"]>;
    delete: Send<never, S["Mutes"], never, { kind: "person" | "word" | "topic" | "domain"; value: string }>;
  };
  "/api/v1/news": {
    get: Get<S["NotificationPage"], never, { before?: Time | null; limit?: number }>;
  };
  "/api/v1/news/count": {
    get: Get<S["NotificationCount"]>;
  };
  "/api/v1/news/seen": {
    put: Send<never, never>;
  };
  "/api/v1/operator/decisions": {
    get: Get<S["ModerationLog"], never, { person?: Uuid | null; before?: Time | null; limit?: number }>;
  };
  "/api/v1/operator/decisions/{decision_id}": {
    put: Send<S["ModerationActionInput"], S["Decision"], "decision_id">;
  };
  "/api/v1/operator/decisions/{decision_id}/appeal": {
    put: Send<S["AppealAnswer"], S["Decision"], "decision_id">;
  };
  "/api/v1/operator/desk": {
    get: Get<S["OperatorDesk"], never, { before?: Time | null; limit?: number }>;
  };
  "/api/v1/post-reports/{report_id}": {
    put: Send<S["ReportInput"], never, "report_id">;
  };
  "/api/v1/post-settings": {
    get: Get<S["PostSettings"]>;
    patch: Send<S["PostSettingsPatch"], S["PostSettings"]>;
  };
  "/api/v1/posts/{post_id}": {
    get: Get<S["Post"], "post_id">;
    put: Send<S["PostInput"], S["Post"], "post_id">;
    patch: Send<S["PostInput"], S["Post"], "post_id">;
    delete: Send<never, never, "post_id">;
  };
  "/api/v1/posts/{post_id}/comments": {
    get: Get<S["Threads"], "post_id", { sort?: "time" | "heat"; after?: string | null; limit?: number }>;
  };
  "/api/v1/posts/{post_id}/comments/{comment_id}": {
    put: Send<S["CommentInput"], S["Comment"], "post_id" | "comment_id">;
  };
  "/api/v1/posts/{post_id}/detached": {
    put: Send<never, never, "post_id">;
    delete: Send<never, never, "post_id">;
  };
  "/api/v1/posts/{post_id}/history": {
    get: Get<S["Versions"], "post_id">;
  };
  "/api/v1/posts/{post_id}/like": {
    put: Send<never, S["Post"], "post_id">;
    delete: Send<never, S["Post"], "post_id">;
  };
  "/api/v1/posts/{post_id}/likers": {
    get: Get<S["Likers"], "post_id">;
  };
  "/api/v1/posts/{post_id}/pinned": {
    put: Send<never, S["Post"], "post_id">;
    delete: Send<never, S["Post"], "post_id">;
  };
  "/api/v1/posts/{post_id}/reposts": {
    get: Get<S["PostPage"], "post_id", { before?: string | null; limit?: number }>;
  };
  "/api/v1/posts/{post_id}/saved": {
    put: Send<never, S["Post"], "post_id">;
    delete: Send<never, S["Post"], "post_id">;
  };
  "/api/v1/posts/{post_id}/shares": {
    post: Send<S["ShareInput"], S["Message"], "post_id">;
  };
  "/api/v1/posts/{post_id}/vote": {
    put: Send<S["VoteInput"], S["Post"], "post_id">;
  };
  "/api/v1/profiles/{person_id}": {
    get: Get<S["SquareProfile"], "person_id">;
  };
  "/api/v1/profiles/{person_id}/followers": {
    get: Get<S["PeoplePage"], "person_id", { before?: string | null; limit?: number }>;
  };
  "/api/v1/profiles/{person_id}/following": {
    get: Get<S["PeoplePage"], "person_id", { before?: string | null; limit?: number }>;
  };
  "/api/v1/profiles/{person_id}/posts": {
    get: Get<S["PostPage"], "person_id", { before?: string | null; limit?: number }>;
  };
  "/api/v1/search/people": {
    get: Get<S["PeoplePage"], never, { q: string }>;
  };
  "/api/v1/fediverse/account": { get: Get<S["AccountMoves"]> };
  "/api/v1/fediverse/aliases": { put: Send<S["AliasesInput"], S["AccountMoves"]> };
  "/api/v1/fediverse/move": { put: Send<S["MoveInput"], S["AccountMoves"]> };
  "/api/v1/fediverse/found": {
    get: Get<{ people: S["PersonSummary"][]; posts: S["Post"][] }, never, { q: string }>;
  };
  "/api/v1/search/posts": {
    get: Get<S["PostPage"], never, { q: string; before?: string | null; limit?: number }>;
  };
  "/api/v1/search/topics": {
    get: Get<S["Topics"], never, { q: string }>;
  };
  "/api/v1/square/all": {
    get: Get<S["PostPage"], never, { before?: string | null; limit?: number }>;
  };
  "/api/v1/square/home": {
    get: Get<S["PostPage"], never, { before?: string | null; limit?: number }>;
  };
  "/api/v1/square/hot": {
    get: Get<S["PostPage"], never, { before?: string | null; limit?: number }>;
  };
  "/api/v1/square/liked": {
    get: Get<S["PostPage"], never, { before?: string | null; limit?: number }>;
  };
  "/api/v1/square/lists/{list_id}": {
    get: Get<S["PostPage"], "list_id", { before?: string | null; limit?: number }>;
  };
  "/api/v1/square/nearby": {
    get: Get<S["PostPage"], never, { lat: number; lon: number; before?: string | null; limit?: number }>;
  };
  "/api/v1/square/saved": {
    get: Get<S["PostPage"], never, { before?: string | null; limit?: number }>;
  };
  "/api/v1/topics": {
    get: Get<S["Topics"], never, { category?: "talk" | "town" | "food" | "sport" | "culture" | "market" | "help" | null; limit?: number }>;
  };
  "/api/v1/topics/{name}": {
    get: Get<S["TopicPage"], "name">;
    patch: Send<S["TopicPatch"], S["TopicPage"], "name">;
  };
  "/api/v1/topics/{name}/follow": {
    put: Send<never, S["TopicPage"], "name">;
    delete: Send<never, S["TopicPage"], "name">;
  };
  "/api/v1/topics/{name}/host": {
    put: Send<never, S["TopicPage"], "name">;
    delete: Send<never, S["TopicPage"], "name">;
  };
  "/api/v1/topics/{name}/posts": {
    get: Get<S["PostPage"], "name", { before?: string | null; limit?: number }>;
  };
  "/api/v1/cards": {
    get: Get<{ cards: S["AnyCard"][] }, never, { ref: string[] }>;
  };
  "/api/v1/wallet": {
    get: Get<S["Wallet"]>;
  };
  "/api/v1/wallet/accounts/{id}/statement": {
    get: Get<S["StatementPage"], "id", { before?: number; limit?: number }>;
  };
  "/api/v1/pay/safety": {
    get: Get<S["Safety"]>;
    put: Send<Omit<S["Safety"], "pin" | "code_count"> & Proof, S["Safety"]>;
  };
  "/api/v1/pay/pin": {
    put: Send<{ pin: string } & Proof, never>;
  };
  "/api/v1/pay/confirmations": {
    post: Send<{ order: S["OrderInput"]; pin?: string } & Proof, S["Confirmation"]>;
  };
  "/api/v1/pay/freeze": {
    put: Send<never, never>;
  };
  "/api/v1/pay/unfreeze": {
    post: Send<Proof, never>;
  };
  "/api/v1/pay/transfers/{id}": {
    get: Get<S["TransferCard"], "id">;
    put: Send<
      {
        to: Uuid;
        amount: number;
        currency: string;
        note?: string;
        at_once?: boolean;
        confirmation?: string;
      },
      { id: Uuid },
      "id"
    >;
  };
  "/api/v1/pay/transfers/{id}/accept": {
    post: Send<never, S["TransferCard"], "id">;
  };
  "/api/v1/pay/transfers/{id}/decline": {
    post: Send<never, S["TransferCard"], "id">;
  };
  "/api/v1/pay/transfers/{id}/cancel": {
    post: Send<never, S["TransferCard"], "id">;
  };
  "/api/v1/pay/top-up": {
    get: Get<S["TopUpMethods"]>;
  };
  "/api/v1/pay/pay-outs": {
    get: Get<S["Payout"][]>;
  };
  "/api/v1/pay/pay-outs/{id}": {
    put: Send<
      {
        amount: number;
        currency: string;
        way: "cash" | "bank";
        iban?: string;
        name?: string;
        confirmation?: string;
      },
      S["Payout"],
      "id"
    >;
  };
  "/api/v1/pay/charges/{id}": {
    put: Send<{ amount: number; currency: string }, S["Charge"], "id">;
  };
  "/api/v1/pay/charges/{id}/look": {
    post: Send<never, S["Charge"], "id">;
  };
  "/api/v1/pay/receipts/{ref}": {
    get: Get<S["Receipt"], "ref">;
  };
  "/api/v1/pay/desk": {
    get: Get<{ operator: boolean; clerk: boolean }>;
  };
  "/api/v1/pay/desk/top-ups/{id}": {
    put: Send<
      { person_id: Uuid; amount: number; currency: string; note?: string },
      { id: Uuid; amount: number },
      "id"
    >;
  };
  "/api/v1/pay/desk/pay-outs": {
    get: Get<S["OpenPayout"][]>;
  };
  "/api/v1/pay/desk/pay-out-files/{id}": {
    put: Send<never, Blob, "id">;
  };
  "/api/v1/pay/desk/book": {
    get: Get<S["BookLine"][], never, { before?: Time; limit?: number }>;
  };
  "/api/v1/pay/desk/books": {
    get: Get<S["Books"]>;
  };
  "/api/v1/pay/desk/books/look": {
    post: Send<never, S["Books"]>;
  };
  "/api/v1/pay/desk/accounts/{id}/look": {
    post: Send<never, S["AccountView"], "id">;
  };
  "/api/v1/pay/desk/accounts/{id}/limits": {
    put: Send<
      { most: number | null; once: number | null; daily: number | null; why: string },
      S["AccountView"],
      "id"
    >;
  };
  "/api/v1/pay/desk/accounts/{id}/freeze": {
    post: Send<{ why: string; incoming?: boolean }, S["AccountView"], "id">;
  };
  "/api/v1/pay/desk/accounts/{id}/unfreeze": {
    post: Send<{ why: string }, S["AccountView"], "id">;
  };
  "/api/v1/pay/desk/credit/{id}": {
    put: Send<{ credit: number; why: string }, never, "id">;
  };
  "/api/v1/pay/desk/packets": {
    put: Send<S["PacketRules"], S["PacketRules"]>;
  };
  "/api/v1/pay/desk/clerks": {
    get: Get<S["Person"][]>;
  };
  "/api/v1/pay/desk/clerks/{id}": {
    put: Send<never, never, "id">;
    delete: Send<never, never, "id">;
  };
  "/api/v1/pay/desk/pay-outs/{id}/done": {
    post: Send<never, S["Payout"], "id">;
  };
  "/api/v1/pay/desk/pay-outs/{id}/return": {
    post: Send<never, S["Payout"], "id">;
  };
  "/api/v1/pay/desk/statements": {
    post: Send<
      Bytes,
      { lines: number; matched: number; suspense: number; known: number; foreign: number }
    >;
  };
  "/api/v1/pay/desk/suspense": {
    get: Get<S["BankLine"][]>;
  };
  "/api/v1/pay/desk/suspense/{id}": {
    post: Send<{ person_id: Uuid }, S["BankLine"], "id">;
  };
  "/api/v1/pay/waiting": {
    get: Get<S["PendingTransfers"]>;
  };
  "/api/v1/pay/requests/{id}": {
    get: Get<S["RequestCard"], "id">;
    put: Send<{ of: Uuid; amount: number; currency: string; note?: string }, S["RequestCard"], "id">;
  };
  "/api/v1/pay/requests/{id}/pay": {
    post: Send<{ transfer_id: Uuid; confirmation?: string }, { id: Uuid }, "id">;
  };
  "/api/v1/pay/requests/{id}/decline": {
    post: Send<never, S["RequestCard"], "id">;
  };
  "/api/v1/pay/requests/{id}/cancel": {
    post: Send<never, S["RequestCard"], "id">;
  };
  "/api/v1/pay/packets": {
    get: Get<S["PacketRules"]>;
  };
  "/api/v1/pay/packets/{id}": {
    get: Get<S["PacketView"], "id">;
    put: Send<
      {
        conversation_id: Uuid;
        amount: number;
        currency: string;
        shares?: number;
        sharing?: "even" | "lucky";
        for_id?: Uuid;
        phrase?: string;
        greeting?: string;
        confirmation?: string;
      },
      S["PacketView"],
      "id"
    >;
  };
  "/api/v1/pay/packets/{id}/open": {
    post: Send<{ phrase?: string }, S["Opened"], "id">;
  };
  "/api/v1/pay/packets/{id}/thanks": {
    put: Send<{ text: string }, S["PacketView"], "id">;
  };
  "/api/v1/pay/splits": {
    get: Get<{ splits: S["SplitCard"][] }>;
  };
  "/api/v1/pay/splits/{id}": {
    get: Get<S["SplitView"], "id">;
    put: Send<S["SplitInput"], S["SplitView"], "id">;
    patch: Send<{ quiet: boolean }, S["SplitView"], "id">;
  };
  "/api/v1/pay/splits/{id}/parts": {
    post: Send<S["SplitInput"], S["Parts"], "id">;
  };
  "/api/v1/pay/splits/{id}/pay": {
    post: Send<{ confirmation?: string }, S["SplitView"], "id">;
  };
  "/api/v1/pay/splits/{id}/take-back": {
    post: Send<never, S["SplitView"], "id">;
  };
  "/api/v1/pay/splits/{id}/capture": {
    post: Send<{ cover?: boolean; confirmation?: string }, S["SplitView"], "id">;
  };
  "/api/v1/pay/splits/{id}/remind": {
    post: Send<never, S["SplitView"], "id">;
  };
  "/api/v1/pay/splits/{id}/cancel": {
    post: Send<never, S["SplitView"], "id">;
  };
  "/api/v1/pay/splits/{id}/debts/{n}/cash": {
    post: Send<never, S["SplitView"], "id" | "n">;
  };
  "/api/v1/pay/splits/{id}/netting": {
    put: Send<{ conversation_id: Uuid }, S["SplitView"], "id">;
  };
  "/api/v1/pay/debts/{id}": {
    get: Get<S["SettlementPlan"], "id">;
  };
  "/api/v1/merchants": {
    get: Get<{ shops: S["OwnShop"][] }>;
  };
  "/api/v1/merchants/{merchant_id}": {
    get: Get<S["Shop"], "merchant_id">;
    put: Send<ShopInput, S["OwnShop"], "merchant_id">;
    patch: Send<ShopInput, S["Shop"], "merchant_id">;
  };
  "/api/v1/merchants/{merchant_id}/picture": {
    put: Send<Blob, S["Shop"], "merchant_id">;
  };
  "/api/v1/merchants/{merchant_id}/cashiers": {
    get: Get<{ cashiers: S["Worker"][] }, "merchant_id">;
  };
  "/api/v1/merchants/{merchant_id}/cashiers/{person_id}": {
    put: Send<{ role: S["Worker"]["role"] }, { cashiers: S["Worker"][] }, "merchant_id" | "person_id">;
    delete: Send<never, never, "merchant_id" | "person_id">;
  };
  "/api/v1/merchants/{merchant_id}/intents": {
    get: Get<
      { intents: S["TillIntent"][]; now: Time },
      "merchant_id",
      { before?: string; limit?: number }
    >;
  };
  "/api/v1/merchants/{merchant_id}/intents/{intent_id}": {
    get: Get<S["TillIntent"], "merchant_id" | "intent_id">;
    put: Send<{ amount: number; note?: string }, S["TillIntent"], "merchant_id" | "intent_id">;
  };
  "/api/v1/merchants/{merchant_id}/charges/{intent_id}": {
    put: Send<
      { amount: number; code: string; note?: string },
      S["TillIntent"],
      "merchant_id" | "intent_id"
    >;
  };
  "/api/v1/merchants/{merchant_id}/intents/{intent_id}/revocation": {
    post: Send<{ amount: number }, S["TillIntent"], "merchant_id" | "intent_id">;
  };
  "/api/v1/merchants/{merchant_id}/intents/{intent_id}/refunds/{refund_id}": {
    put: Send<
      { amount: number; why?: string },
      S["TillIntent"],
      "merchant_id" | "intent_id" | "refund_id"
    >;
  };
  "/api/v1/merchants/{merchant_id}/days": {
    get: Get<S["ClosedDays"], "merchant_id">;
  };
  "/api/v1/merchants/{merchant_id}/days/{close_id}": {
    put: Send<never, S["ClosedDay"], "merchant_id" | "close_id">;
  };
  "/api/v1/merchants/{merchant_id}/payments/{intent_id}": {
    put: Send<
      { amount: number; note?: string; confirmation?: string | null },
      S["Payment"],
      "merchant_id" | "intent_id"
    >;
  };
  "/api/v1/pay/scans": {
    post: Send<{ text: string }, S["ScanResult"]>;
  };
  "/api/v1/pay/intents": {
    get: Get<{ payments: S["Payment"][]; ended: S["Payment"][] }>;
  };
  "/api/v1/pay/intents/{intent_id}/decline": {
    post: Send<never, S["Payment"], "intent_id">;
  };
  "/api/v1/pay/intents/{intent_id}": {
    get: Get<S["Payment"], "intent_id">;
  };
  "/api/v1/pay/intents/{intent_id}/payment": {
    put: Send<{ confirmation?: string | null }, S["Payment"], "intent_id">;
  };
  "/api/v1/pay/code-keys": {
    post: Send<never, S["CodeKey"]>;
  };
  "/api/v1/vending/machines": {
    get: Get<{ machines: S["OwnMachine"][] }>;
  };
  "/api/v1/vending/machines/{machine_id}": {
    put: Send<{ merchant_id: Uuid; name: string; place?: string }, S["MachineKey"], "machine_id">;
  };
  "/api/v1/vending/machines/{machine_id}/key": {
    post: Send<never, S["MachineKey"], "machine_id">;
  };
  "/api/v1/vending/machines/{machine_id}/slots/{label}": {
    put: Send<
      { name: string; price: number; capacity: number },
      S["OwnSlot"],
      "machine_id" | "label"
    >;
  };
  "/api/v1/vending/machines/{machine_id}/sales": {
    get: Get<{ sales: S["MachineSale"][] }, "machine_id", { limit?: number }>;
  };
  "/api/v1/vending/slots/{slot_id}/units": {
    put: Send<{ units: number }, S["OwnSlot"], "slot_id">;
  };
  "/api/v1/vending/offers/{token}": {
    get: Get<S["OfferShown"], "token">;
  };
  "/api/v1/vending/sales/{sale_id}": {
    get: Get<S["SaleShown"], "sale_id">;
    put: Send<{ offer: string; confirmation?: string | null }, S["SaleShown"], "sale_id">;
  };
  "/api/v1/vending/sales/{sale_id}/claim": {
    post: Send<never, S["SaleShown"], "sale_id">;
  };
  "/api/v1/vending/sales/{sale_id}/settlement": {
    put: Send<{ confirmation?: string | null }, S["SaleShown"], "sale_id">;
  };
  "/api/v1/vending/sales/{sale_id}/decision": {
    put: Send<{ side: "payer" | "shop" }, S["Dispute"], "sale_id">;
  };
  "/api/v1/rides": {
    get: Get<{ rides: S["RideShown"][] }, never, { owed?: boolean }>;
  };
  "/api/v1/rides/driver": {
    get: Get<S["OwnDriver"]>;
    put: Send<{ plate: string; car: string }, S["OwnDriver"]>;
  };
  "/api/v1/rides/day": {
    get: Get<S["DriversDay"], never, { of?: string }>;
  };
  "/api/v1/rides/meter": {
    put: Send<{ fare: number }, S["RideShown"]>;
  };
  "/api/v1/rides/drivers/{code}": {
    get: Get<S["DriverShown"], "code">;
  };
  "/api/v1/rides/{ride_id}": {
    get: Get<S["RideShown"], "ride_id">;
    put: Send<{ code: Uuid; origin: S["Waypoint"] | null }, S["RideShown"], "ride_id">;
    delete: Send<never, never, "ride_id">;
  };
  "/api/v1/rides/{ride_id}/payment": {
    put: Send<
      {
        fare: number;
        tip: number;
        destination: S["Waypoint"] | null;
        confirmation?: string | null;
      },
      S["RideShown"],
      "ride_id"
    >;
  };
}
