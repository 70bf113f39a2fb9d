/** Made by `make schema` from the town's own description of its API. */
export interface paths {
  "/api/v1/address-forms": {
    get: {
      parameters: { query?: { country?: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["AddressForm"] } } };
    };
  };
  "/api/v1/address-forms/china/{code}": {
    get: {
      parameters: { query?: never; path: { code: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["AddressDivisions"] } };
      };
    };
  };
  "/api/v1/addresses": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["AddressesShown"] } };
      };
    };
  };
  "/api/v1/addresses/{address_id}": {
    put: {
      parameters: { query?: never; path: { address_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["AddressInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["AddressesShown"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { address_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["AddressesShown"] } };
      };
    };
  };
  "/api/v1/app-passwords": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["AppPassword"][] } };
      };
    };
  };
  "/api/v1/app-passwords/{password_id}": {
    put: {
      parameters: { query?: never; path: { password_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["AppPasswordName"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["AppPasswordCreated"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { password_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/arrivals/{arrival_id}": {
    get: {
      parameters: { query?: never; path: { arrival_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Arrival"] } } };
    };
    put: {
      parameters: { query?: { name?: string }; path: { arrival_id: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 200: { content: { "application/json": components["schemas"]["Arrival"] } } };
    };
  };
  "/api/v1/arrivals/{arrival_id}/application": {
    post: {
      parameters: { query?: never; path: { arrival_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Arrival"] } } };
    };
  };
  "/api/v1/arrivals/{arrival_id}/key": {
    get: {
      parameters: { query?: never; path: { arrival_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["CopyKey"] } } };
    };
  };
  "/api/v1/authorization-requests": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["AuthorizationInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ClientAppRequest"] } };
      };
    };
  };
  "/api/v1/blocks": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Person"][] } } };
    };
  };
  "/api/v1/blocks/{person_id}": {
    put: { parameters: { query?: never; path: { person_id: string } }; responses: { 204: {} } };
    delete: { parameters: { query?: never; path: { person_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/brands": {
    get: {
      parameters: { query?: { limit?: number; skip?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["Brands"] } } };
    };
  };
  "/api/v1/brands/{merchant_id}": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["BrandShown"] } } };
    };
  };
  "/api/v1/brands/complaints/{complaint_id}": {
    get: {
      parameters: { query?: never; path: { complaint_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ComplaintShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { complaint_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["MisuseInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ComplaintShown"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { complaint_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ComplaintShown"] } };
      };
    };
  };
  "/api/v1/brands/complaints/{complaint_id}/answer": {
    put: {
      parameters: { query?: never; path: { complaint_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["MisuseAnswerInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ComplaintShown"] } };
      };
    };
  };
  "/api/v1/brands/complaints/{complaint_id}/evidence/{evidence_id}": {
    get: {
      parameters: { query?: never; path: { complaint_id: string; evidence_id: string } };
      responses: { 200: { content: { "image/webp": string } } };
    };
    put: {
      parameters: { query?: never; path: { complaint_id: string; evidence_id: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ComplaintShown"] } };
      };
    };
  };
  "/api/v1/brands/pages/{merchant_id}": {
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PageInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnPage"] } } };
    };
  };
  "/api/v1/brands/pages/{merchant_id}/head": {
    put: {
      parameters: { query?: { alt?: string }; path: { merchant_id: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnPage"] } } };
    };
    delete: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnPage"] } } };
    };
  };
  "/api/v1/brands/requests/{brand_id}": {
    put: {
      parameters: { query?: never; path: { brand_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["BrandInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OwnBrandShown"] } };
      };
    };
    delete: { parameters: { query?: never; path: { brand_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/brands/requests/{brand_id}/appeal": {
    put: {
      parameters: { query?: never; path: { brand_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["BrandAppealInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OwnBrandShown"] } };
      };
    };
  };
  "/api/v1/brands/requests/{brand_id}/documents/{document_id}": {
    put: {
      parameters: { query: { name: string }; path: { brand_id: string; document_id: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: {
        200: { content: { "application/json": components["schemas"]["BrandDocuments"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { brand_id: string; document_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["BrandDocuments"] } };
      };
    };
  };
  "/api/v1/brands/requests/{brand_id}/submission": {
    put: {
      parameters: { query?: never; path: { brand_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OwnBrandShown"] } };
      };
    };
  };
  "/api/v1/brands/shops/{merchant_id}": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["BrandOfShop"] } } };
    };
  };
  "/api/v1/brands/shops/{merchant_id}/complaints": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number };
        path: { merchant_id: string };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["ShopComplaints"] } };
      };
    };
  };
  "/api/v1/calls": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Calls"] } } };
    };
  };
  "/api/v1/calls/{call_id}": {
    get: {
      parameters: { query?: never; path: { call_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["LiveCall"] } } };
    };
    put: {
      parameters: { query?: never; path: { call_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["NewCall"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["LiveCall"] } } };
    };
    delete: {
      parameters: { query?: never; path: { call_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["LiveCall"] } } };
    };
  };
  "/api/v1/calls/{call_id}/answer": {
    put: {
      parameters: { query?: never; path: { call_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CallAnswer"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["LiveCall"] } } };
    };
  };
  "/api/v1/calls/ice": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["IceServers"] } } };
    };
  };
  "/api/v1/cards": {
    get: {
      parameters: { query: { ref: string[] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Cards"] } } };
    };
  };
  "/api/v1/carriers": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["CarriersShown"] } };
      };
    };
  };
  "/api/v1/carriers/{carrier}/news": {
    post: {
      parameters: { query?: never; path: { carrier: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 200: { content: { "application/json": components["schemas"]["NewsTaken"] } } };
    };
  };
  "/api/v1/cart": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["CartShown"] } } };
    };
  };
  "/api/v1/cart/{variant_id}": {
    put: {
      parameters: { query?: never; path: { variant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CartInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["CartShown"] } } };
    };
  };
  "/api/v1/cases/{case_id}/pictures": {
    get: {
      parameters: { query?: never; path: { case_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["CasePictures"] } };
      };
    };
  };
  "/api/v1/cases/{case_id}/pictures/{picture_id}": {
    get: {
      parameters: { query?: never; path: { case_id: string; picture_id: string } };
      responses: { 200: { content: { "image/webp": string } } };
    };
    put: {
      parameters: { query?: never; path: { case_id: string; picture_id: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: {
        200: { content: { "application/json": components["schemas"]["CasePictures"] } };
      };
    };
  };
  "/api/v1/chat/dictations": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DictationText"] } };
      };
    };
  };
  "/api/v1/chat/files/{file_id}": {
    get: {
      parameters: {
        query?: { part?: "whole" | "thumb" | "play"; type?: string | null };
        header?: { "If-None-Match"?: string; "If-Range"?: string; Range?: string };
        path: { file_id: string };
      };
      responses: {
        200: { content: { "application/octet-stream": Blob } };
        206: { content: { "application/octet-stream": Blob } };
      };
    };
    put: {
      parameters: {
        query?: { kind?: "image" | "video" | "voice" | "file" | null };
        header?: { "X-File-Name"?: string };
        path: { file_id: string };
      };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 200: { content: { "application/json": components["schemas"]["ChatFile"] } } };
    };
  };
  "/api/v1/chat/settings": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["ChatSettings"] } };
      };
    };
    patch: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["SettingsPatch"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ChatSettings"] } };
      };
    };
  };
  "/api/v1/circles": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Circle"][] } } };
    };
  };
  "/api/v1/circles/{circle_id}": {
    put: {
      parameters: { query?: never; path: { circle_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CircleInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Circle"] } } };
    };
    delete: { parameters: { query?: never; path: { circle_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/client-apps": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["ClientApps"] } } };
    };
    post: {
      parameters: { query?: never };
      requestBody: {
        content: { "application/json": components["schemas"]["AuthorizationAnswer"] };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["RedirectTarget"] } };
      };
    };
  };
  "/api/v1/client-apps/{client_app_id}": {
    delete: {
      parameters: { query?: never; path: { client_app_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/contact-requests": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Requests"] } } };
    };
  };
  "/api/v1/contact-requests/{request_id}": {
    put: {
      parameters: { query?: never; path: { request_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RequestInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ContactRequest"] } };
      };
    };
  };
  "/api/v1/contact-requests/{request_id}/acceptance": {
    post: {
      parameters: { query?: never; path: { request_id: string } };
      requestBody: {
        content: { "application/json": components["schemas"]["AcceptanceInput"] | null };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["Contact"] } } };
    };
  };
  "/api/v1/contact-requests/{request_id}/refusal": {
    post: { parameters: { query?: never; path: { request_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/contacts": {
    get: {
      parameters: {
        query?: {
          after?: string | null;
          circle?: string | null;
          limit?: number;
          q?: string;
          tag?: string | null;
        };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["ContactPage"] } } };
    };
  };
  "/api/v1/contacts/{contact_id}": {
    get: {
      parameters: { query?: never; path: { contact_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Contact"] } } };
    };
    put: {
      parameters: { query?: never; path: { contact_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ContactInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Contact"] } } };
    };
    delete: { parameters: { query?: never; path: { contact_id: string } }; responses: { 204: {} } };
    patch: {
      parameters: { query?: never; path: { contact_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ContactChange"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Contact"] } } };
    };
  };
  "/api/v1/contacts/{contact_id}/photo": {
    get: {
      parameters: { query?: never; path: { contact_id: string } };
      responses: { 200: { content: { "image/webp": string } } };
    };
  };
  "/api/v1/conversations": {
    get: {
      parameters: { query?: { box?: "main" | "requests" } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ConversationList"] } };
      };
    };
  };
  "/api/v1/conversations/{conversation_id}": {
    get: {
      parameters: { query?: never; path: { conversation_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["Conversation"] } };
      };
    };
  };
  "/api/v1/conversations/{conversation_id}/export": {
    get: {
      parameters: { query?: { media?: boolean; zone?: string }; path: { conversation_id: string } };
      responses: { 200: { content: { "application/zip": Blob } } };
    };
  };
  "/api/v1/conversations/{conversation_id}/hidden": {
    post: {
      parameters: { query?: never; path: { conversation_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["HiddenInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/conversations/{conversation_id}/highlights": {
    get: {
      parameters: { query?: never; path: { conversation_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Highlights"] } } };
    };
  };
  "/api/v1/conversations/{conversation_id}/messages": {
    get: {
      parameters: {
        query?: {
          after?: number | null;
          around?: number | null;
          before?: number | null;
          date?: string | null;
          limit?: number;
        };
        path: { conversation_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["History"] } } };
    };
  };
  "/api/v1/conversations/{conversation_id}/messages/{client_id}": {
    put: {
      parameters: { query?: never; path: { client_id: string; conversation_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["NewMessage"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Message"] } } };
    };
  };
  "/api/v1/conversations/{conversation_id}/messages/{seq}/readers": {
    get: {
      parameters: { query?: never; path: { conversation_id: string; seq: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["Readers"] } } };
    };
  };
  "/api/v1/conversations/{conversation_id}/mine": {
    patch: {
      parameters: { query?: never; path: { conversation_id: string } };
      requestBody: {
        content: { "application/json": components["schemas"]["ConversationSettingsInput"] };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["Conversation"] } };
      };
    };
  };
  "/api/v1/conversations/{conversation_id}/pins/{seq}": {
    put: {
      parameters: { query?: never; path: { conversation_id: string; seq: number } };
      responses: { 204: {} };
    };
    delete: {
      parameters: { query?: never; path: { conversation_id: string; seq: number } };
      responses: { 204: {} };
    };
  };
  "/api/v1/conversations/{conversation_id}/read": {
    put: {
      parameters: { query?: never; path: { conversation_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ReadReceiptInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/conversations/{conversation_id}/request": {
    put: {
      parameters: { query?: never; path: { conversation_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RequestAnswer"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/conversations/{conversation_id}/stars/{seq}": {
    put: {
      parameters: { query?: never; path: { conversation_id: string; seq: number } };
      responses: { 204: {} };
    };
    delete: {
      parameters: { query?: never; path: { conversation_id: string; seq: number } };
      responses: { 204: {} };
    };
  };
  "/api/v1/conversations/direct/{person_id}": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["Conversation"] } };
      };
    };
  };
  "/api/v1/conversations/note/{person_id}": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["Conversation"] } };
      };
    };
  };
  "/api/v1/coupons": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnCoupons"] } } };
    };
  };
  "/api/v1/coupons/{coupon_id}": {
    put: {
      parameters: { query?: never; path: { coupon_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CouponTaking"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["CouponShown"] } } };
    };
  };
  "/api/v1/courier": {
    get: {
      parameters: { query?: { lat?: number | null; lon?: number | null } };
      responses: { 200: { content: { "application/json": components["schemas"]["RoundShown"] } } };
    };
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["CourierInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RoundShown"] } } };
    };
  };
  "/api/v1/courier/hours": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["HoursInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RoundShown"] } } };
    };
  };
  "/api/v1/decisions": {
    get: {
      parameters: { query?: { limit?: number } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ModerationDecisions"] } };
      };
    };
  };
  "/api/v1/decisions/{decision_id}/appeal": {
    put: {
      parameters: { query?: never; path: { decision_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["AppealInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ModerationDecisions"] } };
      };
    };
  };
  "/api/v1/desk/brands": {
    get: {
      parameters: { query?: { after?: string | null; holding?: boolean; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["BrandDesk"] } } };
    };
  };
  "/api/v1/desk/brands/{brand_id}/decision": {
    put: {
      parameters: { query?: never; path: { brand_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["BrandDecisionInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["BrandAtDesk"] } } };
    };
  };
  "/api/v1/desk/brands/{brand_id}/documents/{document_id}": {
    get: {
      parameters: { query?: never; path: { brand_id: string; document_id: string } };
      responses: { 200: { content: { "application/octet-stream": string } } };
    };
  };
  "/api/v1/desk/brands/{brand_id}/end": {
    put: {
      parameters: { query?: never; path: { brand_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["BrandEndInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["BrandAtDesk"] } } };
    };
  };
  "/api/v1/desk/brands/complaints": {
    get: {
      parameters: { query?: { after?: string | null; limit?: number } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ComplaintsAtDesk"] } };
      };
    };
  };
  "/api/v1/desk/brands/complaints/{complaint_id}/ruling": {
    put: {
      parameters: { query?: never; path: { complaint_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["MisuseRulingInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ComplaintShown"] } };
      };
    };
  };
  "/api/v1/desk/cases/{case_id}/pictures": {
    get: {
      parameters: { query?: never; path: { case_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["CasePictures"] } };
      };
    };
  };
  "/api/v1/desk/cases/{case_id}/pictures/{picture_id}": {
    get: {
      parameters: { query?: never; path: { case_id: string; picture_id: string } };
      responses: { 200: { content: { "image/webp": string } } };
    };
  };
  "/api/v1/desk/couriers/{person_id}": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DeskAnswer"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ParcelsDesk"] } } };
    };
  };
  "/api/v1/desk/door-orders": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number; pile?: "appealed" | "owed" };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["DoorCasesAtDesk"] } };
      };
    };
  };
  "/api/v1/desk/door-orders/cases/{case_id}/rulings/{ruling_id}": {
    put: {
      parameters: { query?: never; path: { case_id: string; ruling_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DoorRulingInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/desk/drops/helpers/{person_id}": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["WhyInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["HelperShown"] } } };
    };
    delete: { parameters: { query?: never; path: { person_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/desk/lockers": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["LockersDesk"] } } };
    };
  };
  "/api/v1/desk/lockers/doors/{door_id}/findings/{act_id}": {
    put: {
      parameters: { query?: never; path: { act_id: string; door_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["FindingInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["LockersDesk"] } } };
    };
  };
  "/api/v1/desk/lockers/doors/{door_id}/openings/{opening_id}": {
    put: {
      parameters: { query?: never; path: { door_id: string; opening_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OpeningShown"] } };
      };
    };
  };
  "/api/v1/desk/lockers/doubts/{opening_id}": {
    put: {
      parameters: { query?: never; path: { opening_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["LockersDesk"] } } };
    };
  };
  "/api/v1/desk/market/bans/{ban_id}": {
    put: {
      parameters: { query?: never; path: { ban_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["BanInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["BanShown"] } } };
    };
    delete: { parameters: { query?: never; path: { ban_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/desk/market/bans/{ban_id}/exceptions/{item_id}": {
    put: {
      parameters: { query?: never; path: { ban_id: string; item_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/desk/market/campaigns/{campaign_id}": {
    put: {
      parameters: { query?: never; path: { campaign_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CampaignInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["CampaignShown"] } };
      };
    };
  };
  "/api/v1/desk/market/fees/{fee_id}": {
    put: {
      parameters: { query?: never; path: { fee_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["FeeInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["FeeShown"] } } };
    };
  };
  "/api/v1/desk/market/rules": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["ShopRulesInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/desk/market/shops": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: {
        200: { content: { "application/json": components["schemas"]["WaitingShops"] } };
      };
    };
  };
  "/api/v1/desk/market/shops/{merchant_id}/look": {
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ShopLook"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Front"] } } };
    };
  };
  "/api/v1/desk/orders": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["Appeals"] } } };
    };
  };
  "/api/v1/desk/orders/cases/{case_id}/rulings/{ruling_id}": {
    put: {
      parameters: { query?: never; path: { case_id: string; ruling_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RulingInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OrderShown"] } } };
    };
  };
  "/api/v1/desk/orders/waiting": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["AgedOrders"] } } };
    };
  };
  "/api/v1/desk/parcels": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["ParcelsDesk"] } } };
    };
  };
  "/api/v1/desk/parcels/{parcel_id}/events/{act_id}": {
    put: {
      parameters: { query?: never; path: { act_id: string; parcel_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DeskEventInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ParcelShown"] } } };
    };
  };
  "/api/v1/desk/pickup-points/{merchant_id}": {
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DeskAnswer"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ParcelsDesk"] } } };
    };
  };
  "/api/v1/device-links": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["LinkInput"] } };
      responses: { 201: { content: { "application/json": components["schemas"]["LinkOffer"] } } };
    };
  };
  "/api/v1/device-links/{code}": {
    get: {
      parameters: { query?: never; path: { code: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["DeviceLink"] } } };
    };
  };
  "/api/v1/device-links/{code}/approval": {
    post: { parameters: { query?: never; path: { code: string } }; responses: { 204: {} } };
  };
  "/api/v1/device-links/{link_id}/session": {
    post: {
      parameters: { query?: never; path: { link_id: string } };
      responses: {
        201: {
          content: {
            "application/json":
              components["schemas"]["LinkedSession"] | components["schemas"]["LinkPending"];
          };
        };
      };
    };
  };
  "/api/v1/door-orders": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["DoorOrders"] } } };
    };
  };
  "/api/v1/door-orders/{order_id}": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DoorOrderShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DoorOrderInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DoorOrderShown"] } };
      };
    };
  };
  "/api/v1/door-orders/{order_id}/cases": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["DoorCases"] } } };
    };
  };
  "/api/v1/door-orders/{order_id}/cases/{case_id}": {
    put: {
      parameters: { query?: never; path: { case_id: string; order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DoorCaseInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["DoorCases"] } } };
    };
  };
  "/api/v1/door-orders/{order_id}/credit-notes/{no}/credit-note.pdf": {
    get: {
      parameters: { query?: never; path: { no: number; order_id: string } };
      responses: { 200: { content: { "application/pdf": string } } };
    };
  };
  "/api/v1/door-orders/{order_id}/credit-notes/{no}/credit-note.xml": {
    get: {
      parameters: { query?: never; path: { no: number; order_id: string } };
      responses: { 200: { content: { "application/xml": string } } };
    };
  };
  "/api/v1/door-orders/{order_id}/end": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DoorOrderEnd"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DoorOrderShown"] } };
      };
    };
  };
  "/api/v1/door-orders/{order_id}/invoice": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["InvoiceShown"] } };
      };
    };
  };
  "/api/v1/door-orders/{order_id}/invoice.pdf": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: { 200: { content: { "application/pdf": string } } };
    };
  };
  "/api/v1/door-orders/{order_id}/invoice.xml": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: { 200: { content: { "application/xml": string } } };
    };
  };
  "/api/v1/door-orders/{order_id}/payment": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DoorPayment"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DoorOrderShown"] } };
      };
    };
  };
  "/api/v1/door-orders/{order_id}/receipt.escpos": {
    get: {
      parameters: { query?: { text?: string; width?: number }; path: { order_id: string } };
      responses: { 200: { content: { "application/octet-stream": string } } };
    };
  };
  "/api/v1/door-orders/{order_id}/receipt.pdf": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: { 200: { content: { "application/pdf": string } } };
    };
  };
  "/api/v1/door-orders/{order_id}/shipment": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DoorOrderShown"] } };
      };
    };
  };
  "/api/v1/door-orders/cases/{case_id}/entries/{entry_id}": {
    put: {
      parameters: { query?: never; path: { case_id: string; entry_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DoorCaseEntryInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["DoorCases"] } } };
    };
  };
  "/api/v1/door-orders/terms/{merchant_id}": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["DoorTerms"] } } };
    };
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DoorTermsInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["DoorTerms"] } } };
    };
  };
  "/api/v1/drafts": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Drafts"] } } };
    };
  };
  "/api/v1/drafts/{draft_id}": {
    put: {
      parameters: { query?: never; path: { draft_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DraftInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Drafts"] } } };
    };
    delete: { parameters: { query?: never; path: { draft_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/drops": {
    get: {
      parameters: {
        query?: {
          before?: string | null;
          item?: string | null;
          limit?: number;
          past?: boolean;
          shop?: string | null;
        };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["Drops"] } } };
    };
  };
  "/api/v1/drops/{drop_id}": {
    get: {
      parameters: { query?: never; path: { drop_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["DropShown"] } } };
    };
    put: {
      parameters: { query?: never; path: { drop_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DropInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["DropShown"] } } };
    };
  };
  "/api/v1/drops/{drop_id}/code": {
    put: {
      parameters: { query?: never; path: { drop_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CodeUse"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["DropShown"] } } };
    };
  };
  "/api/v1/drops/{drop_id}/codes": {
    get: {
      parameters: { query?: never; path: { drop_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["DropCodes"] } } };
    };
  };
  "/api/v1/drops/{drop_id}/codes/{code_id}": {
    put: {
      parameters: { query?: never; path: { code_id: string; drop_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CodeFor"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["DropCodes"] } } };
    };
  };
  "/api/v1/drops/{drop_id}/commitment": {
    put: {
      parameters: { query?: never; path: { drop_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CommitmentInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["DropShown"] } } };
    };
  };
  "/api/v1/drops/{drop_id}/draw": {
    get: {
      parameters: { query?: never; path: { drop_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["DrawProof"] } } };
    };
  };
  "/api/v1/drops/{drop_id}/end": {
    put: {
      parameters: { query?: never; path: { drop_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["WhyInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["DropShown"] } } };
    };
  };
  "/api/v1/drops/{drop_id}/reservations/{reservation_id}": {
    put: {
      parameters: { query?: never; path: { drop_id: string; reservation_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["DropShown"] } } };
    };
    delete: {
      parameters: { query?: never; path: { drop_id: string; reservation_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/drops/{drop_id}/seed": {
    put: {
      parameters: { query?: never; path: { drop_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SeedInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["DropShown"] } } };
    };
  };
  "/api/v1/drops/{drop_id}/tickets": {
    get: {
      parameters: { query?: never; path: { drop_id: string } };
      responses: { 200: { content: { "application/octet-stream": string } } };
    };
  };
  "/api/v1/drops/helpers": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["DropHelpers"] } } };
    };
  };
  "/api/v1/duplicates": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Pair"][] } } };
    };
  };
  "/api/v1/export/conversations": {
    get: {
      parameters: { query?: { media?: boolean; zone?: string } };
      responses: { 200: { content: { "application/zip": Blob } } };
    };
  };
  "/api/v1/export/posts": {
    get: {
      parameters: { query?: { media?: boolean } };
      responses: { 200: { content: { "application/zip": Blob } } };
    };
  };
  "/api/v1/fediverse/account": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["AccountMoves"] } };
      };
    };
  };
  "/api/v1/fediverse/aliases": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["AliasesInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["AccountMoves"] } };
      };
    };
  };
  "/api/v1/fediverse/decisions": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["HostRuleDecisions"] } };
      };
    };
  };
  "/api/v1/fediverse/found": {
    get: {
      parameters: { query: { q: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["RemoteSearchResult"] } };
      };
    };
  };
  "/api/v1/fediverse/hosts": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Hosts"] } } };
    };
  };
  "/api/v1/fediverse/hosts/{host}": {
    put: {
      parameters: { query?: never; path: { host: string } };
      requestBody: { content: { "application/json": components["schemas"]["HostRuleInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Hosts"] } } };
    };
  };
  "/api/v1/fediverse/move": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["MoveInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["AccountMoves"] } };
      };
    };
    delete: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["AccountMoves"] } };
      };
    };
  };
  "/api/v1/follow-requests": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["PeoplePage"] } } };
    };
  };
  "/api/v1/follow-requests/{person_id}": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["AnswerInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/follow-requests/sent": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["PeoplePage"] } } };
    };
  };
  "/api/v1/follow-suggestions": {
    get: {
      parameters: { query?: { limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["PeoplePage"] } } };
    };
  };
  "/api/v1/followed-topics": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Topics"] } } };
    };
  };
  "/api/v1/follows/{person_id}": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["FollowInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PersonSummary"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { person_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PersonSummary"] } };
      };
    };
  };
  "/api/v1/group-calls": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["LiveGroupCalls"] } };
      };
    };
  };
  "/api/v1/group-calls/{call_id}": {
    get: {
      parameters: { query?: never; path: { call_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["LiveGroupCall"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { call_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["NewGroupCall"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["SeatedCall"] } } };
    };
  };
  "/api/v1/group-calls/{call_id}/ring": {
    delete: {
      parameters: { query?: never; path: { call_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["LiveGroupCall"] } };
      };
    };
  };
  "/api/v1/group-calls/{call_id}/seat": {
    put: {
      parameters: { query?: never; path: { call_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["GroupCallJoin"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["SeatedCall"] } } };
    };
  };
  "/api/v1/group-calls/{call_id}/seats/{seat}": {
    delete: {
      parameters: { query?: never; path: { call_id: string; seat: number } };
      responses: {
        200: { content: { "application/json": components["schemas"]["LiveGroupCall"] } };
      };
    };
  };
  "/api/v1/group-links/{token}": {
    get: {
      parameters: { query?: never; path: { token: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["GroupPreview"] } };
      };
    };
  };
  "/api/v1/group-links/{token}/join": {
    put: {
      parameters: { query?: never; path: { token: string } };
      requestBody: { content: { "application/json": components["schemas"]["GroupJoinInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["GroupPreview"] } };
      };
    };
  };
  "/api/v1/groups/{group_id}": {
    put: {
      parameters: { query?: never; path: { group_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["NewGroup"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["Conversation"] } };
      };
    };
    patch: {
      parameters: { query?: never; path: { group_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["GroupPatch"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["Conversation"] } };
      };
    };
  };
  "/api/v1/groups/{group_id}/avatar": {
    put: {
      parameters: { query?: never; path: { group_id: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 204: {} };
    };
    delete: { parameters: { query?: never; path: { group_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/groups/{group_id}/home": {
    get: {
      parameters: { query?: never; path: { group_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["GroupHome"] } } };
    };
    put: {
      parameters: { query?: never; path: { group_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["GroupHome"] } } };
    };
  };
  "/api/v1/groups/{group_id}/link": {
    post: {
      parameters: { query?: never; path: { group_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["GroupLink"] } } };
    };
    delete: { parameters: { query?: never; path: { group_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/groups/{group_id}/members": {
    get: {
      parameters: { query?: { after?: string | null }; path: { group_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["GroupMembers"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { group_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["NewMembers"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/groups/{group_id}/members/{person_id}": {
    delete: {
      parameters: { query?: never; path: { group_id: string; person_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/groups/{group_id}/members/{person_id}/role": {
    put: {
      parameters: { query?: never; path: { group_id: string; person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RoleInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/groups/{group_id}/members/me/name": {
    put: {
      parameters: { query?: never; path: { group_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CardInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/groups/{group_id}/requests": {
    get: {
      parameters: { query?: never; path: { group_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["JoinRequest"][] } };
      };
    };
  };
  "/api/v1/groups/{group_id}/requests/{person_id}": {
    put: {
      parameters: { query?: never; path: { group_id: string; person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["JoinDecision"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/groups/{group_id}/wishes/{wish_id}": {
    put: {
      parameters: { query?: never; path: { group_id: string; wish_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["GroupWishInput"] } };
      responses: { 202: { content: { "application/json": components["schemas"]["WishKept"] } } };
    };
  };
  "/api/v1/handles/{handle}": {
    get: {
      parameters: { query?: never; path: { handle: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["HandleAnswer"] } };
      };
    };
  };
  "/api/v1/imports": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Import"][] } } };
    };
  };
  "/api/v1/imports/{import_id}": {
    get: {
      parameters: { query?: never; path: { import_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Import"] } } };
    };
    put: {
      parameters: {
        query?: {
          day_first?: boolean | null;
          name?: string;
          shop?: string | null;
          target?: "contacts" | "chats" | "posts" | "goods" | null;
          zone?: string;
        };
        path: { import_id: string };
      };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 200: { content: { "application/json": components["schemas"]["Import"] } } };
    };
    delete: { parameters: { query?: never; path: { import_id: string } }; responses: { 204: {} } };
    patch: {
      parameters: { query?: never; path: { import_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ImportOptionsInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Import"] } } };
    };
  };
  "/api/v1/imports/{import_id}/application": {
    post: {
      parameters: { query?: never; path: { import_id: string } };
      responses: { 202: { content: { "application/json": components["schemas"]["Import"] } } };
    };
  };
  "/api/v1/imports/{import_id}/contacts": {
    get: {
      parameters: { query?: { after?: number; limit?: number }; path: { import_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ItemPage"] } } };
    };
  };
  "/api/v1/imports/{import_id}/contacts/{n}": {
    patch: {
      parameters: { query?: never; path: { import_id: string; n: number } };
      requestBody: {
        content: { "application/json": components["schemas"]["ImportDecisionInput"] };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["ImportItem"] } } };
    };
  };
  "/api/v1/imports/{import_id}/conversations": {
    get: {
      parameters: { query?: { after?: number; limit?: number }; path: { import_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ImportConversations"] } };
      };
    };
  };
  "/api/v1/imports/{import_id}/people": {
    get: {
      parameters: { query?: { after?: number; limit?: number }; path: { import_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ImportPeople"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { import_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SpeakerInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/imports/{import_id}/undo": {
    post: {
      parameters: { query?: never; path: { import_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Import"] } } };
    };
  };
  "/api/v1/invitations": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["InvitationLink"][] } };
      };
    };
  };
  "/api/v1/invitations/{invitation_id}": {
    put: {
      parameters: { query?: never; path: { invitation_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["InvitationInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["InvitationLink"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { invitation_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/invitations/{token}": {
    get: {
      parameters: { query?: never; path: { token: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["InvitationShown"] } };
      };
    };
  };
  "/api/v1/invitations/{token}/acceptance": {
    post: {
      parameters: { query?: never; path: { token: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Contact"] } } };
    };
  };
  "/api/v1/leavings": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Leaving"][] } } };
    };
  };
  "/api/v1/leavings/{move_id}": {
    put: {
      parameters: { query?: never; path: { move_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["NewLeaving"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["BegunLeaving"] } };
      };
    };
    delete: { parameters: { query?: never; path: { move_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/leavings/hindrance": {
    get: {
      parameters: { query: { domain: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Hindrance"] } } };
    };
  };
  "/api/v1/lists": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Lists"] } } };
    };
  };
  "/api/v1/lists/{list_id}": {
    get: {
      parameters: { query?: never; path: { list_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ListPage"] } } };
    };
    put: {
      parameters: { query?: never; path: { list_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ListInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Lists"] } } };
    };
    delete: { parameters: { query?: never; path: { list_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/lists/{list_id}/people": {
    put: {
      parameters: { query?: never; path: { list_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ListPeople"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ListPage"] } } };
    };
  };
  "/api/v1/live-location": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["LiveLocations"] } };
      };
    };
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["LivePlaceInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["LiveLocations"] } };
      };
    };
  };
  "/api/v1/live-locations/{share_id}": {
    get: {
      parameters: { query?: never; path: { share_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["LiveLocationShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { share_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["LiveLocationInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["LiveLocationShown"] } };
      };
    };
    delete: { parameters: { query?: never; path: { share_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/locker-returns/{return_id}": {
    get: {
      parameters: { query?: never; path: { return_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ReturnShown"] } } };
    };
    put: {
      parameters: { query?: never; path: { return_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ReturnInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ReturnShown"] } } };
    };
  };
  "/api/v1/locker-returns/{return_id}/drops/{opening_id}": {
    put: {
      parameters: { query?: never; path: { opening_id: string; return_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OpeningShown"] } };
      };
    };
  };
  "/api/v1/locker-returns/places": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["LockerPoints"] } };
      };
    };
  };
  "/api/v1/locker-round": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["LockerRound"] } } };
    };
  };
  "/api/v1/lockers": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnLockers"] } } };
    };
  };
  "/api/v1/lockers/{locker_id}": {
    put: {
      parameters: { query?: never; path: { locker_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["LockerInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["LockerKey"] } } };
    };
    delete: { parameters: { query?: never; path: { locker_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/lockers/{locker_id}/collections/{opening_id}": {
    put: {
      parameters: { query?: never; path: { locker_id: string; opening_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CollectionInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OpeningShown"] } };
      };
    };
  };
  "/api/v1/lockers/{locker_id}/doors/{label}": {
    put: {
      parameters: { query?: never; path: { label: string; locker_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["WorksInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnLocker"] } } };
    };
  };
  "/api/v1/lockers/{locker_id}/doors/{label}/openings/{opening_id}": {
    put: {
      parameters: { query?: never; path: { label: string; locker_id: string; opening_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OpeningShown"] } };
      };
    };
  };
  "/api/v1/lockers/{locker_id}/fillings/{opening_id}": {
    put: {
      parameters: { query?: never; path: { locker_id: string; opening_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["FillingInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OpeningShown"] } };
      };
    };
  };
  "/api/v1/lockers/{locker_id}/key": {
    post: {
      parameters: { query?: never; path: { locker_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["LockerKey"] } } };
    };
  };
  "/api/v1/lockers/{locker_id}/redirections/{act_id}": {
    put: {
      parameters: { query?: never; path: { act_id: string; locker_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CollectionInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ParcelShown"] } } };
    };
  };
  "/api/v1/lockers/{locker_id}/service": {
    put: {
      parameters: { query?: never; path: { locker_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ServiceInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnLocker"] } } };
    };
  };
  "/api/v1/lockers/openings/{opening_id}": {
    get: {
      parameters: { query?: never; path: { opening_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OpeningShown"] } };
      };
    };
  };
  "/api/v1/lockers/openings/{opening_id}/doubt": {
    put: {
      parameters: { query?: never; path: { opening_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DoubtInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OpeningShown"] } };
      };
    };
  };
  "/api/v1/map": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["TownMap"] } } };
    };
  };
  "/api/v1/market/bans": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["Bans"] } } };
    };
  };
  "/api/v1/market/barcodes/{gtin}": {
    get: {
      parameters: { query?: never; path: { gtin: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["FoundByBarcode"] } };
      };
    };
  };
  "/api/v1/market/campaigns": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Campaigns"] } } };
    };
  };
  "/api/v1/market/campaigns/{campaign_id}": {
    get: {
      parameters: { query?: never; path: { campaign_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["CampaignPage"] } };
      };
    };
  };
  "/api/v1/market/campaigns/{campaign_id}/enrolments/{variant_id}": {
    put: {
      parameters: { query?: never; path: { campaign_id: string; variant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["EnrolmentInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OwnEnrolments"] } };
      };
    };
  };
  "/api/v1/market/categories": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["MarketCategories"] } };
      };
    };
  };
  "/api/v1/market/coupon-batches/{batch_id}": {
    put: {
      parameters: { query?: never; path: { batch_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CouponBatchInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OwnCouponBatch"] } };
      };
    };
  };
  "/api/v1/market/coupon-batches/{batch_id}/state": {
    put: {
      parameters: { query?: never; path: { batch_id: string } };
      requestBody: {
        content: { "application/json": components["schemas"]["CouponBatchStateInput"] };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["OwnCouponBatch"] } };
      };
    };
  };
  "/api/v1/market/fees": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Fees"] } } };
    };
  };
  "/api/v1/market/follows": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: {
        200: { content: { "application/json": components["schemas"]["FollowedShops"] } };
      };
    };
  };
  "/api/v1/market/fronts": {
    get: {
      parameters: { query?: { limit?: number; near?: string | null; skip?: number } };
      responses: {
        200: { content: { "application/json": components["schemas"]["MarketFronts"] } };
      };
    };
  };
  "/api/v1/market/fronts/{merchant_id}": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["FrontShown"] } } };
    };
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["FrontInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Front"] } } };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/catalogue/{format}": {
    get: {
      parameters: {
        query?: never;
        path: { format: "shopify" | "google" | "json-ld"; merchant_id: string };
      };
      responses: { 200: { content: { "application/octet-stream": Blob } } };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/complaints/{report_id}": {
    put: {
      parameters: { query?: never; path: { merchant_id: string; report_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ComplaintInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/coupons": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["CouponOffers"] } };
      };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/follow": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["FollowShown"] } } };
    };
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ShopFollowInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["FollowShown"] } } };
    };
    delete: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/items": {
    get: {
      parameters: {
        query?: {
          before?: string | null;
          limit?: number;
          of?: "draft" | "live" | "off" | "taken_down" | null;
        };
        path: { merchant_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnItems"] } } };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/member-rule": {
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["MemberRuleInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["FollowShown"] } } };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/news": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnNews"] } } };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/questions": {
    post: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["QuestionInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["Conversation"] } };
      };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/reviews": {
    get: {
      parameters: { query?: { limit?: number; skip?: number }; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShopReviews"] } } };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/shares": {
    post: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ShareInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Message"] } } };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/state": {
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["FrontStateInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Front"] } } };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/trader-question": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TraderQuestion"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TraderQuestion"] } };
      };
    };
  };
  "/api/v1/market/fronts/{merchant_id}/warehouses": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Warehouses"] } } };
    };
  };
  "/api/v1/market/items/{item_id}": {
    get: {
      parameters: { query?: never; path: { item_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ItemForSale"] } } };
    };
    put: {
      parameters: { query?: never; path: { item_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ItemInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnItem"] } } };
    };
  };
  "/api/v1/market/items/{item_id}/ban-appeals/{report_id}": {
    put: {
      parameters: { query?: never; path: { item_id: string; report_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["BanAppealInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/market/items/{item_id}/pictures": {
    put: {
      parameters: { query?: never; path: { item_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PictureOrder"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ItemPictures"] } };
      };
    };
  };
  "/api/v1/market/items/{item_id}/pictures/{picture_id}": {
    put: {
      parameters: { query?: { alt?: string }; path: { item_id: string; picture_id: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PictureShown"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { item_id: string; picture_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/market/items/{item_id}/publication": {
    put: {
      parameters: { query?: never; path: { item_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PublicationInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnItem"] } } };
    };
  };
  "/api/v1/market/items/{item_id}/reviews": {
    get: {
      parameters: {
        query?: {
          limit?: number;
          skip?: number;
          sort?: "helpful" | "newest" | "pictures" | "lowest";
        };
        path: { item_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["ItemReviews"] } } };
    };
  };
  "/api/v1/market/items/{item_id}/shares": {
    post: {
      parameters: { query?: never; path: { item_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ShareInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Message"] } } };
    };
  };
  "/api/v1/market/items/{item_id}/variants": {
    put: {
      parameters: { query?: never; path: { item_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["VariantInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnItem"] } } };
    };
  };
  "/api/v1/market/news": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["NewsPage"] } } };
    };
  };
  "/api/v1/market/news/{news_id}": {
    put: {
      parameters: { query?: never; path: { news_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["NewsInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnNews"] } } };
    };
  };
  "/api/v1/market/own-fronts": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnFronts"] } } };
    };
  };
  "/api/v1/market/own-items/{item_id}": {
    get: {
      parameters: { query?: never; path: { item_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnItem"] } } };
    };
  };
  "/api/v1/market/recommended": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["RecommendedItems"] } };
      };
    };
  };
  "/api/v1/market/search": {
    get: {
      parameters: {
        query?: {
          brand?: string | null;
          category?: string | null;
          kind?: "new" | "used" | "made" | "digital" | "service" | null;
          least?: number | null;
          limit?: number;
          most?: number | null;
          near?: string | null;
          q?: string;
          shop?: string | null;
          skip?: number;
          sort?: "relevance" | "sales" | "newest" | "price" | "dear" | "near";
          there?: boolean;
          verified?: boolean;
          within?: number | null;
        };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["MarketPage"] } } };
    };
  };
  "/api/v1/market/stock-moves/{move_id}": {
    put: {
      parameters: { query?: never; path: { move_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["StockInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["StockLeft"] } } };
    };
  };
  "/api/v1/market/variants/{variant_id}/costs": {
    put: {
      parameters: { query?: never; path: { variant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CostsInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["CostsShown"] } } };
    };
  };
  "/api/v1/market/variants/{variant_id}/member-price": {
    put: {
      parameters: { query?: never; path: { variant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["MemberPriceInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["MemberPriceInput"] } };
      };
    };
  };
  "/api/v1/market/warehouses/{warehouse_id}": {
    put: {
      parameters: { query?: never; path: { warehouse_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["WarehouseInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Warehouses"] } } };
    };
  };
  "/api/v1/me": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Me"] } } };
    };
    delete: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["LeavingInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["LeavingResult"] } };
      };
    };
    patch: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["ProfileInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Me"] } } };
    };
  };
  "/api/v1/me/avatar": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 200: { content: { "application/json": components["schemas"]["Me"] } } };
    };
    delete: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Me"] } } };
    };
  };
  "/api/v1/me/card": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnCard"] } } };
    };
  };
  "/api/v1/me/card/fields/{field_id}": {
    put: {
      parameters: { query?: never; path: { field_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CardFieldInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["CardField"] } } };
    };
    delete: { parameters: { query?: never; path: { field_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/me/home": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnHome"] } } };
    };
  };
  "/api/v1/me/home/key": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["HomeKeyInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnHome"] } } };
    };
  };
  "/api/v1/me/home/own": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["OwnKeyInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnHome"] } } };
    };
  };
  "/api/v1/me/home/own/return": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["ReturnedKeyInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnHome"] } } };
    };
  };
  "/api/v1/me/mirror": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnSpare"] } } };
    };
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["NewSpare"] } };
      responses: { 202: { content: { "application/json": components["schemas"]["OwnSpare"] } } };
    };
    delete: { parameters: { query?: never }; responses: { 204: {} } };
  };
  "/api/v1/me/mirror/check": {
    post: {
      parameters: { query?: never };
      responses: { 202: { content: { "application/json": components["schemas"]["OwnSpare"] } } };
    };
  };
  "/api/v1/me/passkeys": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Passkey"][] } } };
    };
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["NewPasskey"] } };
      responses: { 201: { content: { "application/json": components["schemas"]["Passkey"] } } };
    };
  };
  "/api/v1/me/passkeys/{passkey_id}": {
    delete: { parameters: { query?: never; path: { passkey_id: string } }; responses: { 204: {} } };
    patch: {
      parameters: { query?: never; path: { passkey_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PasskeyNameInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Passkey"] } } };
    };
  };
  "/api/v1/me/password": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["NewPassword"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/me/proof": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["ProofInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/me/recovery-codes": {
    post: {
      parameters: { query?: never };
      responses: {
        201: { content: { "application/json": components["schemas"]["RecoveryCodes"] } };
      };
    };
  };
  "/api/v1/merchants": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnShops"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Shop"] } } };
    };
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ShopInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnShop"] } } };
    };
    patch: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ShopInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Shop"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/cash": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShopCash"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/cash/{courier_id}/counts/{count_id}": {
    put: {
      parameters: {
        query?: never;
        path: { count_id: string; courier_id: string; merchant_id: string };
      };
      requestBody: { content: { "application/json": components["schemas"]["CountInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["CashCount"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/cashiers": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Workers"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/cashiers/{person_id}": {
    put: {
      parameters: { query?: never; path: { merchant_id: string; person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RoleWanted"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Workers"] } } };
    };
    delete: {
      parameters: { query?: never; path: { merchant_id: string; person_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/merchants/{merchant_id}/charges/{intent_id}": {
    put: {
      parameters: { query?: never; path: { intent_id: string; merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CodeSale"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["TillIntent"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/consolidations": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TogetherList"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/consolidations/{bundle_id}": {
    put: {
      parameters: { query?: never; path: { bundle_id: string; merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["TogetherInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["SentTogether"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/coupon-batches": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number };
        path: { merchant_id: string };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["OwnCouponBatches"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/day-list": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["DayList"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/days": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ClosedDays"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/days/{close_id}": {
    put: {
      parameters: { query?: never; path: { close_id: string; merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ClosedDay"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/delivery-choices": {
    get: {
      parameters: {
        query?: { lat?: number | null; lon?: number | null };
        path: { merchant_id: string };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["ChoicesShown"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/delivery-record": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DeliveryRecord"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/delivery-terms": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShopTerms"] } } };
    };
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ShopTermsInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShopTerms"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/door-orders": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number; pile?: "open" | "over" };
        path: { merchant_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["DoorOrders"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/intents": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number };
        path: { merchant_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["TillPage"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/intents/{intent_id}": {
    get: {
      parameters: { query?: never; path: { intent_id: string; merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["TillIntent"] } } };
    };
    put: {
      parameters: { query?: never; path: { intent_id: string; merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["NewSale"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["TillIntent"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/intents/{intent_id}/refunds/{refund_id}": {
    put: {
      parameters: {
        query?: never;
        path: { intent_id: string; merchant_id: string; refund_id: string };
      };
      requestBody: { content: { "application/json": components["schemas"]["RefundInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["TillIntent"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/intents/{intent_id}/revocation": {
    post: {
      parameters: { query?: never; path: { intent_id: string; merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RevokeInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["TillIntent"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/invitations": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["StaffInvitations"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/invitations/{invitation_id}": {
    put: {
      parameters: { query?: never; path: { invitation_id: string; merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RoleWanted"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["StaffInvitationShown"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { invitation_id: string; merchant_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/merchants/{merchant_id}/orders": {
    get: {
      parameters: {
        query?: {
          before?: string | null;
          limit?: number;
          pile?: "to_send" | "on_the_way" | "asked" | "over";
        };
        path: { merchant_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["ShopOrders"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/packing": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number };
        path: { merchant_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["PackingPage"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/parcels": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number; pile?: "open" | "over" };
        path: { merchant_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["ShopParcels"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/parcels/{delivery_id}": {
    put: {
      parameters: { query?: never; path: { delivery_id: string; merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DirectParcelInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ParcelShown"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/payments/{intent_id}": {
    put: {
      parameters: { query?: never; path: { intent_id: string; merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["TypedPayment"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Payment"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/picks/{pick_id}": {
    get: {
      parameters: { query?: never; path: { merchant_id: string; pick_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["PickShown"] } } };
    };
    put: {
      parameters: { query?: never; path: { merchant_id: string; pick_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PickInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["PickShown"] } } };
    };
    delete: {
      parameters: { query?: never; path: { merchant_id: string; pick_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/merchants/{merchant_id}/picks/{pick_id}/scans/{scan_id}": {
    put: {
      parameters: {
        query?: never;
        path: { merchant_id: string; pick_id: string; scan_id: string };
      };
      requestBody: { content: { "application/json": components["schemas"]["PickScanInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["PickShown"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/picks/{pick_id}/shipment": {
    put: {
      parameters: { query?: never; path: { merchant_id: string; pick_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["SentPick"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/pickup-point": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnPoint"] } } };
    };
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PointInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnPoint"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/pickup-point/arrivals/{act_id}": {
    put: {
      parameters: { query?: never; path: { act_id: string; merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["LabelInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ParcelShown"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/pickup-point/handouts/{act_id}": {
    put: {
      parameters: { query?: never; path: { act_id: string; merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["HandoutInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["HandedOut"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/picture": {
    put: {
      parameters: { query?: never; path: { merchant_id: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 200: { content: { "application/json": components["schemas"]["Shop"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/stock": {
    get: {
      parameters: {
        query?: { only?: "all" | "low" | "expiring"; q?: string; skip?: number };
        path: { merchant_id: string };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["KeptStockShown"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/stock-counts": {
    get: {
      parameters: { query?: { before?: string | null }; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["StockCounts"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/stock-counts/{count_id}": {
    put: {
      parameters: { query?: never; path: { count_id: string; merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["StockCountInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["StockCountShown"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/stock-counts/{count_id}/booking": {
    put: {
      parameters: { query?: never; path: { count_id: string; merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CountBookingInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["StockCountShown"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/stock-transfers": {
    get: {
      parameters: { query?: { before?: string | null }; path: { merchant_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["StockTransfers"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/stock-transfers/{transfer_id}": {
    put: {
      parameters: { query?: never; path: { merchant_id: string; transfer_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["StockTransferInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["StockTransferShown"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/stock-transfers/{transfer_id}/arrival": {
    put: {
      parameters: { query?: never; path: { merchant_id: string; transfer_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["StockArrivalInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["StockTransferShown"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/stock/{variant_id}": {
    get: {
      parameters: { query?: never; path: { merchant_id: string; variant_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["KeptVariantShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { merchant_id: string; variant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["StockKeepingInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["KeptVariantShown"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/stock/scanned": {
    get: {
      parameters: { query: { code: string }; path: { merchant_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["KeptVariantShown"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/supplier-orders": {
    get: {
      parameters: { query?: { before?: string | null }; path: { merchant_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["SupplierOrders"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/supplier-orders/{purchase_id}": {
    put: {
      parameters: { query?: never; path: { merchant_id: string; purchase_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SupplierOrderInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["SupplierOrderShown"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/supplier-orders/{purchase_id}/end": {
    put: {
      parameters: { query?: never; path: { merchant_id: string; purchase_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["SupplierOrderShown"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/supplier-orders/{purchase_id}/receipts/{receipt_id}": {
    put: {
      parameters: {
        query?: never;
        path: { merchant_id: string; purchase_id: string; receipt_id: string };
      };
      requestBody: {
        content: { "application/json": components["schemas"]["SupplierReceiptInput"] };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["SupplierOrderShown"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/suppliers/{supplier_id}": {
    put: {
      parameters: { query?: never; path: { merchant_id: string; supplier_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SupplierInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["SupplierShown"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/webhooks": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Webhooks"] } } };
    };
  };
  "/api/v1/merchants/{merchant_id}/webhooks/{hook_id}": {
    put: {
      parameters: { query?: never; path: { hook_id: string; merchant_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["WebhookInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["WebhookWithSecret"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { hook_id: string; merchant_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/merchants/{merchant_id}/webhooks/{hook_id}/messages": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number };
        path: { hook_id: string; merchant_id: string };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["WebhookMessages"] } };
      };
    };
  };
  "/api/v1/merchants/{merchant_id}/webhooks/{hook_id}/messages/{told_id}/replay": {
    post: {
      parameters: {
        query?: never;
        path: { hook_id: string; merchant_id: string; told_id: string };
      };
      responses: { 204: {} };
    };
  };
  "/api/v1/merchants/{merchant_id}/webhooks/{hook_id}/ping": {
    post: {
      parameters: { query?: never; path: { hook_id: string; merchant_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/merchants/{merchant_id}/webhooks/{hook_id}/secret": {
    post: {
      parameters: { query?: never; path: { hook_id: string; merchant_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["WebhookWithSecret"] } };
      };
    };
  };
  "/api/v1/merges": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Merge"][] } } };
    };
  };
  "/api/v1/merges/{merge_id}": {
    put: {
      parameters: { query?: never; path: { merge_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["MergeInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Contact"] } } };
    };
  };
  "/api/v1/merges/{merge_id}/undo": {
    post: {
      parameters: { query?: never; path: { merge_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Contact"] } } };
    };
  };
  "/api/v1/mirrors": {
    get: {
      parameters: { query: { address: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["HeldSpare"] } } };
    };
  };
  "/api/v1/mirrors/revivals/{move_id}": {
    put: {
      parameters: { query?: never; path: { move_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RevivalInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/moments": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["Moments"] } } };
    };
  };
  "/api/v1/moments/new": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["NewMoments"] } } };
    };
  };
  "/api/v1/moments/people/{person_id}": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number };
        path: { person_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["Moments"] } } };
    };
  };
  "/api/v1/moments/rules": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["MomentRules"] } } };
    };
  };
  "/api/v1/moments/rules/{person_id}": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RuleInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/moments/seen": { put: { parameters: { query?: never }; responses: { 204: {} } } };
  "/api/v1/moves": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Arriving"][] } } };
    };
  };
  "/api/v1/moves/{move_id}": {
    put: {
      parameters: { query?: never; path: { move_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["NewArriving"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["BegunArriving"] } };
      };
    };
    delete: { parameters: { query?: never; path: { move_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/moves/{move_id}/code": {
    put: {
      parameters: { query?: never; path: { move_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ArrivingCode"] } };
      responses: { 202: { content: { "application/json": components["schemas"]["Arriving"] } } };
    };
  };
  "/api/v1/moves/{move_id}/key": {
    put: {
      parameters: { query?: never; path: { move_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["KeyInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Arriving"] } } };
    };
  };
  "/api/v1/mutes": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Mutes"] } } };
    };
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["MuteInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Mutes"] } } };
    };
    delete: {
      parameters: { query: { kind: "person" | "word" | "topic" | "domain"; value: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Mutes"] } } };
    };
  };
  "/api/v1/news": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: {
        200: { content: { "application/json": components["schemas"]["NotificationPage"] } };
      };
    };
  };
  "/api/v1/news/count": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["NotificationCount"] } };
      };
    };
  };
  "/api/v1/news/seen": { put: { parameters: { query?: never }; responses: { 204: {} } } };
  "/api/v1/operator/backups": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["LastBackup"] } } };
    };
  };
  "/api/v1/operator/decisions": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number; person?: string | null } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ModerationLog"] } };
      };
    };
  };
  "/api/v1/operator/decisions/{decision_id}": {
    put: {
      parameters: { query?: never; path: { decision_id: string } };
      requestBody: {
        content: { "application/json": components["schemas"]["ModerationActionInput"] };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["ModerationDecision"] } };
      };
    };
  };
  "/api/v1/operator/decisions/{decision_id}/appeal": {
    put: {
      parameters: { query?: never; path: { decision_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["AppealAnswer"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ModerationDecision"] } };
      };
    };
  };
  "/api/v1/operator/desk": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OperatorDesk"] } };
      };
    };
  };
  "/api/v1/operator/mirrors": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["MirrorRoom"] } } };
    };
  };
  "/api/v1/operator/reports": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["Reports"] } } };
    };
  };
  "/api/v1/orders": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["OrderPage"] } } };
    };
  };
  "/api/v1/orders/{order_id}": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["OrderShown"] } } };
    };
  };
  "/api/v1/orders/{order_id}/again": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["BoughtAgain"] } } };
    };
  };
  "/api/v1/orders/{order_id}/cases/{case_id}": {
    put: {
      parameters: { query?: never; path: { case_id: string; order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CaseInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OrderShown"] } } };
    };
  };
  "/api/v1/orders/{order_id}/confirmation": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["OrderShown"] } } };
    };
  };
  "/api/v1/orders/{order_id}/credit-notes/{no}/credit-note.pdf": {
    get: {
      parameters: { query?: never; path: { no: number; order_id: string } };
      responses: { 200: { content: { "application/pdf": string } } };
    };
  };
  "/api/v1/orders/{order_id}/credit-notes/{no}/credit-note.xml": {
    get: {
      parameters: { query?: never; path: { no: number; order_id: string } };
      responses: { 200: { content: { "application/xml": string } } };
    };
  };
  "/api/v1/orders/{order_id}/extensions/{extension_id}": {
    put: {
      parameters: { query?: never; path: { extension_id: string; order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ExtensionInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OrderShown"] } } };
    };
  };
  "/api/v1/orders/{order_id}/handover": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CodeInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OrderShown"] } } };
    };
  };
  "/api/v1/orders/{order_id}/invoice": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["InvoiceShown"] } };
      };
    };
  };
  "/api/v1/orders/{order_id}/invoice.pdf": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: { 200: { content: { "application/pdf": string } } };
    };
  };
  "/api/v1/orders/{order_id}/invoice.xml": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: { 200: { content: { "application/xml": string } } };
    };
  };
  "/api/v1/orders/{order_id}/label.escpos": {
    get: {
      parameters: { query?: { text?: string; width?: number }; path: { order_id: string } };
      responses: { 200: { content: { "application/octet-stream": string } } };
    };
  };
  "/api/v1/orders/{order_id}/label.pdf": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: { 200: { content: { "application/pdf": string } } };
    };
  };
  "/api/v1/orders/{order_id}/packing.escpos": {
    get: {
      parameters: { query?: { text?: string; width?: number }; path: { order_id: string } };
      responses: { 200: { content: { "application/octet-stream": string } } };
    };
  };
  "/api/v1/orders/{order_id}/packing.pdf": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: { 200: { content: { "application/pdf": string } } };
    };
  };
  "/api/v1/orders/{order_id}/receipt.escpos": {
    get: {
      parameters: { query?: { text?: string; width?: number }; path: { order_id: string } };
      responses: { 200: { content: { "application/octet-stream": string } } };
    };
  };
  "/api/v1/orders/cases/{case_id}/entries/{entry_id}": {
    put: {
      parameters: { query?: never; path: { case_id: string; entry_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CaseEntryInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OrderShown"] } } };
    };
  };
  "/api/v1/orders/payments/{payment_id}": {
    put: {
      parameters: { query?: never; path: { payment_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["OrdersPayment"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PaymentShown"] } };
      };
    };
  };
  "/api/v1/orders/quotes": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["QuoteInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["QuoteShown"] } } };
    };
  };
  "/api/v1/orders/running": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["RunningOrders"] } };
      };
    };
  };
  "/api/v1/packing/{order_id}": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PackingOrder"] } };
      };
    };
  };
  "/api/v1/packing/{order_id}/packed": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PackingOrder"] } };
      };
    };
  };
  "/api/v1/packing/{order_id}/shipments/{shipment_id}": {
    put: {
      parameters: { query?: never; path: { order_id: string; shipment_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ShipmentInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PackingOrder"] } };
      };
    };
  };
  "/api/v1/parcels/{parcel_id}": {
    get: {
      parameters: { query?: never; path: { parcel_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ParcelShown"] } } };
    };
  };
  "/api/v1/parcels/{parcel_id}/events/{act_id}": {
    put: {
      parameters: { query?: never; path: { act_id: string; parcel_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ParcelEventInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ParcelShown"] } } };
    };
  };
  "/api/v1/parcels/{parcel_id}/fetchings/{opening_id}": {
    put: {
      parameters: { query?: never; path: { opening_id: string; parcel_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OpeningShown"] } };
      };
    };
  };
  "/api/v1/parcels/{parcel_id}/label": {
    get: {
      parameters: { query?: never; path: { parcel_id: string } };
      responses: { 200: { content: { "application/octet-stream": string } } };
    };
  };
  "/api/v1/parcels/{parcel_id}/locker": {
    get: {
      parameters: { query?: never; path: { parcel_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ParcelInLocker"] } };
      };
    };
  };
  "/api/v1/parcels/numbers/{number}": {
    get: {
      parameters: { query?: never; path: { number: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ParcelShown"] } } };
    };
  };
  "/api/v1/passkey-challenges": {
    post: {
      parameters: { query?: never };
      requestBody: {
        content: { "application/json": components["schemas"]["PasskeyOptionsInput"] };
      };
      responses: {
        201: { content: { "application/json": components["schemas"]["PasskeyOptions"] } };
      };
    };
  };
  "/api/v1/pay/charges/{charge_id}": {
    put: {
      parameters: { query?: never; path: { charge_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ChargeInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ChargeRow"] } } };
    };
  };
  "/api/v1/pay/charges/{charge_id}/look": {
    post: {
      parameters: { query?: never; path: { charge_id: string } };
      responses: { 201: { content: { "application/json": components["schemas"]["ChargeRow"] } } };
    };
  };
  "/api/v1/pay/code-keys": {
    post: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["CodeKey"] } } };
    };
  };
  "/api/v1/pay/confirmations": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["ConfirmingInput"] } };
      responses: {
        201: { content: { "application/json": components["schemas"]["Confirmation"] } };
      };
    };
  };
  "/api/v1/pay/debts/{conversation_id}": {
    get: {
      parameters: { query?: never; path: { conversation_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["SettlementPlan"] } };
      };
    };
  };
  "/api/v1/pay/desk": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Desk"] } } };
    };
  };
  "/api/v1/pay/desk/accounts/{person_id}/freeze": {
    post: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["FreezeInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["AccountView"] } } };
    };
  };
  "/api/v1/pay/desk/accounts/{person_id}/limits": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["AccountLimitsInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["AccountView"] } } };
    };
  };
  "/api/v1/pay/desk/accounts/{person_id}/look": {
    post: {
      parameters: { query?: never; path: { person_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["AccountView"] } } };
    };
  };
  "/api/v1/pay/desk/accounts/{person_id}/unfreeze": {
    post: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ReasonInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["AccountView"] } } };
    };
  };
  "/api/v1/pay/desk/book": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["BookLine"][] } } };
    };
  };
  "/api/v1/pay/desk/books": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Books"] } } };
    };
  };
  "/api/v1/pay/desk/books/look": {
    post: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Books"] } } };
    };
  };
  "/api/v1/pay/desk/clerks": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Person"][] } } };
    };
  };
  "/api/v1/pay/desk/clerks/{person_id}": {
    put: { parameters: { query?: never; path: { person_id: string } }; responses: { 204: {} } };
    delete: { parameters: { query?: never; path: { person_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/pay/desk/credit/{person_id}": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CreditInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/pay/desk/packets": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["RulesInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["PacketRules"] } } };
    };
  };
  "/api/v1/pay/desk/pay-out-files/{file_id}": {
    put: {
      parameters: { query?: never; path: { file_id: string } };
      responses: { 200: { content: { "application/xml": string } } };
    };
  };
  "/api/v1/pay/desk/pay-outs": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["OpenPayout"][] } };
      };
    };
  };
  "/api/v1/pay/desk/pay-outs/{payout_id}/done": {
    post: {
      parameters: { query?: never; path: { payout_id: string } };
      responses: { 201: { content: { "application/json": components["schemas"]["Payout"] } } };
    };
  };
  "/api/v1/pay/desk/pay-outs/{payout_id}/return": {
    post: {
      parameters: { query?: never; path: { payout_id: string } };
      responses: { 201: { content: { "application/json": components["schemas"]["Payout"] } } };
    };
  };
  "/api/v1/pay/desk/statements": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: {
        201: { content: { "application/json": components["schemas"]["StatementResult"] } };
      };
    };
  };
  "/api/v1/pay/desk/suspense": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["BankLine"][] } } };
    };
  };
  "/api/v1/pay/desk/suspense/{line_id}": {
    post: {
      parameters: { query?: never; path: { line_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["AccountHolderInput"] } };
      responses: { 201: { content: { "application/json": components["schemas"]["BankLine"] } } };
    };
  };
  "/api/v1/pay/desk/top-ups/{operation_id}": {
    put: {
      parameters: { query?: never; path: { operation_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["TopUpInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["DeskEntry"] } } };
    };
  };
  "/api/v1/pay/freeze": { put: { parameters: { query?: never }; responses: { 204: {} } } };
  "/api/v1/pay/intents": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Payments"] } } };
    };
  };
  "/api/v1/pay/intents/{intent_id}": {
    get: {
      parameters: { query?: never; path: { intent_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Payment"] } } };
    };
  };
  "/api/v1/pay/intents/{intent_id}/decline": {
    post: {
      parameters: { query?: never; path: { intent_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Payment"] } } };
    };
  };
  "/api/v1/pay/intents/{intent_id}/payment": {
    put: {
      parameters: { query?: never; path: { intent_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PaymentInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Payment"] } } };
    };
  };
  "/api/v1/pay/packets": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["PacketRules"] } } };
    };
  };
  "/api/v1/pay/packets/{packet_id}": {
    get: {
      parameters: { query?: never; path: { packet_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["PacketView"] } } };
    };
    put: {
      parameters: { query?: never; path: { packet_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PacketInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["PacketView"] } } };
    };
  };
  "/api/v1/pay/packets/{packet_id}/open": {
    post: {
      parameters: { query?: never; path: { packet_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["OpeningInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Opened"] } } };
    };
  };
  "/api/v1/pay/packets/{packet_id}/thanks": {
    put: {
      parameters: { query?: never; path: { packet_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ThanksInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["PacketView"] } } };
    };
  };
  "/api/v1/pay/packets/waiting": {
    get: {
      parameters: { query?: { conversation_id?: string[] | null } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PacketsWaiting"] } };
      };
    };
  };
  "/api/v1/pay/partners": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Partners"] } } };
    };
  };
  "/api/v1/pay/partners/{domain}": {
    get: {
      parameters: { query?: never; path: { domain: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["PartnerView"] } } };
    };
    put: {
      parameters: { query?: never; path: { domain: string } };
      requestBody: { content: { "application/json": components["schemas"]["TermsInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["PartnerView"] } } };
    };
  };
  "/api/v1/pay/partners/{domain}/resume": {
    post: {
      parameters: { query?: never; path: { domain: string } };
      responses: { 201: { content: { "application/json": components["schemas"]["PartnerView"] } } };
    };
  };
  "/api/v1/pay/partners/{domain}/settle": {
    post: {
      parameters: { query?: never; path: { domain: string } };
      responses: { 201: { content: { "application/json": components["schemas"]["PartnerView"] } } };
    };
  };
  "/api/v1/pay/partners/{domain}/sign": {
    post: {
      parameters: { query?: never; path: { domain: string } };
      requestBody: { content: { "application/json": components["schemas"]["SignInput"] } };
      responses: { 201: { content: { "application/json": components["schemas"]["PartnerView"] } } };
    };
  };
  "/api/v1/pay/partners/{domain}/stop": {
    post: {
      parameters: { query?: never; path: { domain: string } };
      responses: { 201: { content: { "application/json": components["schemas"]["PartnerView"] } } };
    };
  };
  "/api/v1/pay/pay-outs": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Payout"][] } } };
    };
  };
  "/api/v1/pay/pay-outs/{payout_id}": {
    put: {
      parameters: { query?: never; path: { payout_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PayoutInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Payout"] } } };
    };
  };
  "/api/v1/pay/pin": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["PinInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/pay/provider/webhook": {
    post: {
      parameters: { query?: never; header?: { "Stripe-Signature"?: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 204: {} };
    };
  };
  "/api/v1/pay/receipts/{ref}": {
    get: {
      parameters: { query?: never; path: { ref: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Receipt"] } } };
    };
  };
  "/api/v1/pay/requests/{request_id}": {
    get: {
      parameters: { query?: never; path: { request_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["RequestCard"] } } };
    };
    put: {
      parameters: { query?: never; path: { request_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["MoneyRequestInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RequestCard"] } } };
    };
  };
  "/api/v1/pay/requests/{request_id}/cancel": {
    post: {
      parameters: { query?: never; path: { request_id: string } };
      responses: { 201: { content: { "application/json": components["schemas"]["RequestCard"] } } };
    };
  };
  "/api/v1/pay/requests/{request_id}/decline": {
    post: {
      parameters: { query?: never; path: { request_id: string } };
      responses: { 201: { content: { "application/json": components["schemas"]["RequestCard"] } } };
    };
  };
  "/api/v1/pay/requests/{request_id}/pay": {
    post: {
      parameters: { query?: never; path: { request_id: string } };
      requestBody: {
        content: { "application/json": components["schemas"]["RequestPaymentInput"] };
      };
      responses: {
        201: { content: { "application/json": components["schemas"]["MoneyTransfer"] } };
      };
    };
  };
  "/api/v1/pay/safety": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Safety"] } } };
    };
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["LimitsInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Safety"] } } };
    };
  };
  "/api/v1/pay/scans": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["ScanInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ScanResult"] } } };
    };
  };
  "/api/v1/pay/settlements/{settlement_id}/file": {
    post: {
      parameters: { query?: never; path: { settlement_id: string } };
      responses: { 201: { content: { "application/json": string } } };
    };
  };
  "/api/v1/pay/splits": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Splits"] } } };
    };
  };
  "/api/v1/pay/splits/{split_id}": {
    get: {
      parameters: { query?: never; path: { split_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["SplitView"] } } };
    };
    put: {
      parameters: { query?: never; path: { split_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SplitInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["SplitView"] } } };
    };
    patch: {
      parameters: { query?: never; path: { split_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SplitPatch"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["SplitView"] } } };
    };
  };
  "/api/v1/pay/splits/{split_id}/cancel": {
    post: {
      parameters: { query?: never; path: { split_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["SplitView"] } } };
    };
  };
  "/api/v1/pay/splits/{split_id}/capture": {
    post: {
      parameters: { query?: never; path: { split_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CaptureInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["SplitView"] } } };
    };
  };
  "/api/v1/pay/splits/{split_id}/debts/{n}/cash": {
    post: {
      parameters: { query?: never; path: { n: number; split_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["SplitView"] } } };
    };
  };
  "/api/v1/pay/splits/{split_id}/netting": {
    put: {
      parameters: { query?: never; path: { split_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["NettingInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["SplitView"] } } };
    };
  };
  "/api/v1/pay/splits/{split_id}/parts": {
    post: {
      parameters: { query?: never; path: { split_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SplitInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Parts"] } } };
    };
  };
  "/api/v1/pay/splits/{split_id}/pay": {
    post: {
      parameters: { query?: never; path: { split_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PartInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["SplitView"] } } };
    };
  };
  "/api/v1/pay/splits/{split_id}/remind": {
    post: {
      parameters: { query?: never; path: { split_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["SplitView"] } } };
    };
  };
  "/api/v1/pay/splits/{split_id}/take-back": {
    post: {
      parameters: { query?: never; path: { split_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["SplitView"] } } };
    };
  };
  "/api/v1/pay/top-up": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["TopUpMethods"] } };
      };
    };
  };
  "/api/v1/pay/transfers/{transfer_id}": {
    get: {
      parameters: { query?: never; path: { transfer_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TransferCard"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { transfer_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["TransferInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["MoneyTransfer"] } };
      };
    };
  };
  "/api/v1/pay/transfers/{transfer_id}/accept": {
    post: {
      parameters: { query?: never; path: { transfer_id: string } };
      responses: {
        201: { content: { "application/json": components["schemas"]["TransferCard"] } };
      };
    };
  };
  "/api/v1/pay/transfers/{transfer_id}/cancel": {
    post: {
      parameters: { query?: never; path: { transfer_id: string } };
      responses: {
        201: { content: { "application/json": components["schemas"]["TransferCard"] } };
      };
    };
  };
  "/api/v1/pay/transfers/{transfer_id}/decline": {
    post: {
      parameters: { query?: never; path: { transfer_id: string } };
      responses: {
        201: { content: { "application/json": components["schemas"]["TransferCard"] } };
      };
    };
  };
  "/api/v1/pay/unfreeze": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["PaymentProofInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/pay/waiting": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["PendingTransfers"] } };
      };
    };
  };
  "/api/v1/people": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["JoinInput"] } };
      responses: { 201: { content: { "application/json": components["schemas"]["JoinAnswer"] } } };
    };
  };
  "/api/v1/people/{handle}": {
    get: {
      parameters: { query?: never; path: { handle: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["Relationship"] } };
      };
    };
  };
  "/api/v1/pickup-points": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["PointsShown"] } } };
    };
  };
  "/api/v1/places": {
    get: {
      parameters: {
        query?: { kind?: string | null; limit?: number; near?: string | null; q?: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["PlaceList"] } } };
    };
  };
  "/api/v1/places/{place_id}": {
    get: {
      parameters: { query?: never; path: { place_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["TownPlace"] } } };
    };
  };
  "/api/v1/places/at": {
    get: {
      parameters: { query: { lat: number; lon: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["Whereabouts"] } } };
    };
  };
  "/api/v1/places/in": {
    get: {
      parameters: { query: { box: string; kind?: string | null; own?: boolean; zoom: number } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PlaceClusters"] } };
      };
    };
  };
  "/api/v1/places/mine": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnPlaces"] } } };
    };
  };
  "/api/v1/places/mine/{word}": {
    get: {
      parameters: { query?: never; path: { word: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnPlace"] } } };
    };
    put: {
      parameters: { query?: never; path: { word: string } };
      requestBody: { content: { "application/json": components["schemas"]["OwnPlaceInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnPlace"] } } };
    };
    delete: { parameters: { query?: never; path: { word: string } }; responses: { 204: {} } };
  };
  "/api/v1/post-files/{file_id}": {
    get: {
      parameters: {
        query?: { part?: "whole" | "thumb" | "play"; type?: string | null };
        header?: { "If-None-Match"?: string; "If-Range"?: string; Range?: string };
        path: { file_id: string };
      };
      responses: {
        200: { content: { "application/octet-stream": Blob } };
        206: { content: { "application/octet-stream": Blob } };
      };
    };
    put: {
      parameters: { query?: never; path: { file_id: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 200: { content: { "application/json": components["schemas"]["PostMedia"] } } };
    };
  };
  "/api/v1/post-reports/{report_id}": {
    put: {
      parameters: { query?: never; path: { report_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ReportInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/post-settings": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["PostSettings"] } };
      };
    };
    patch: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["PostSettingsPatch"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PostSettings"] } };
      };
    };
  };
  "/api/v1/post-traces": {
    get: {
      parameters: {
        query?: {
          after?: number;
          kind?: "follow" | "like" | "save" | "block" | "mute" | "domain" | "list" | null;
          limit?: number;
        };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["TracePage"] } } };
    };
  };
  "/api/v1/posts/{post_id}": {
    get: {
      parameters: { query?: never; path: { post_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Post"] } } };
    };
    put: {
      parameters: { query?: never; path: { post_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PostInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Post"] } } };
    };
    delete: { parameters: { query?: never; path: { post_id: string } }; responses: { 204: {} } };
    patch: {
      parameters: { query?: never; path: { post_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PostInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Post"] } } };
    };
  };
  "/api/v1/posts/{post_id}/comments": {
    get: {
      parameters: {
        query?: { after?: string | null; limit?: number; sort?: "time" | "heat" };
        path: { post_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["Threads"] } } };
    };
  };
  "/api/v1/posts/{post_id}/detached": {
    put: { parameters: { query?: never; path: { post_id: string } }; responses: { 204: {} } };
    delete: { parameters: { query?: never; path: { post_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/posts/{post_id}/history": {
    get: {
      parameters: { query?: never; path: { post_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Versions"] } } };
    };
  };
  "/api/v1/posts/{post_id}/like": {
    put: {
      parameters: { query?: never; path: { post_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Post"] } } };
    };
    delete: {
      parameters: { query?: never; path: { post_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Post"] } } };
    };
  };
  "/api/v1/posts/{post_id}/likers": {
    get: {
      parameters: { query?: never; path: { post_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Likers"] } } };
    };
  };
  "/api/v1/posts/{post_id}/pinned": {
    put: {
      parameters: { query?: never; path: { post_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Post"] } } };
    };
    delete: {
      parameters: { query?: never; path: { post_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Post"] } } };
    };
  };
  "/api/v1/posts/{post_id}/reposts": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number }; path: { post_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["PostPage"] } } };
    };
  };
  "/api/v1/posts/{post_id}/saved": {
    put: {
      parameters: { query?: never; path: { post_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Post"] } } };
    };
    delete: {
      parameters: { query?: never; path: { post_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Post"] } } };
    };
  };
  "/api/v1/posts/{post_id}/shares": {
    post: {
      parameters: { query?: never; path: { post_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ShareInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Message"] } } };
    };
  };
  "/api/v1/posts/{post_id}/vote": {
    put: {
      parameters: { query?: never; path: { post_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["VoteInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Post"] } } };
    };
  };
  "/api/v1/presales": {
    get: {
      parameters: {
        query?: {
          before?: string | null;
          campaign?: string | null;
          item?: string | null;
          limit?: number;
          past?: boolean;
          shop?: string | null;
        };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["Presales"] } } };
    };
  };
  "/api/v1/presales/{presale_id}": {
    get: {
      parameters: { query?: never; path: { presale_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PresaleShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { presale_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PresaleInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PresaleShown"] } };
      };
    };
  };
  "/api/v1/presales/{presale_id}/bookings/{booking_id}": {
    put: {
      parameters: { query?: never; path: { booking_id: string; presale_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DepositInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PresaleShown"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { booking_id: string; presale_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PresaleShown"] } };
      };
    };
  };
  "/api/v1/presales/{presale_id}/end": {
    put: {
      parameters: { query?: never; path: { presale_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PresaleEnd"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PresaleShown"] } };
      };
    };
  };
  "/api/v1/presales/mine": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["Presales"] } } };
    };
  };
  "/api/v1/presents": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["OpenPresents"] } };
      };
    };
  };
  "/api/v1/presents/{present_id}": {
    get: {
      parameters: { query?: never; path: { present_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PresentShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { present_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PresentInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PresentShown"] } };
      };
    };
    delete: { parameters: { query?: never; path: { present_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/presents/{present_id}/answer": {
    put: {
      parameters: { query?: never; path: { present_id: string } };
      requestBody: {
        content: { "application/json": components["schemas"]["PresentAddressInput"] };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["PresentShown"] } };
      };
    };
  };
  "/api/v1/profiles/{person_id}": {
    get: {
      parameters: { query?: never; path: { person_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["SquareProfile"] } };
      };
    };
  };
  "/api/v1/profiles/{person_id}/followers": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number };
        path: { person_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["PeoplePage"] } } };
    };
  };
  "/api/v1/profiles/{person_id}/following": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number };
        path: { person_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["PeoplePage"] } } };
    };
  };
  "/api/v1/profiles/{person_id}/posts": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number; what?: "posts" | "all" | "answers" };
        path: { person_id: string };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["PostPage"] } } };
    };
  };
  "/api/v1/push": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["PushSettings"] } };
      };
    };
    patch: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["PushChoice"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PushSettings"] } };
      };
    };
  };
  "/api/v1/push/subscription": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["NewSubscription"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["PushSettings"] } };
      };
    };
    delete: { parameters: { query?: never }; responses: { 204: {} } };
  };
  "/api/v1/push/subscriptions/{session_id}": {
    delete: { parameters: { query?: never; path: { session_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/receiver-cards": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["ReceiverCardsShown"] } };
      };
    };
  };
  "/api/v1/receiver-cards/{card_id}": {
    put: {
      parameters: { query?: never; path: { card_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ReceiverCardInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ReceiverCardShown"] } };
      };
    };
  };
  "/api/v1/reports": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["NewReport"] } };
      responses: {
        201: { content: { "application/json": components["schemas"]["ReportAnswer"] } };
      };
    };
  };
  "/api/v1/reviews/{review_id}": {
    put: {
      parameters: { query?: never; path: { review_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ReviewInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ReviewShown"] } } };
    };
  };
  "/api/v1/reviews/{review_id}/addition": {
    put: {
      parameters: { query?: never; path: { review_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ReviewText"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ReviewShown"] } } };
    };
  };
  "/api/v1/reviews/{review_id}/answer": {
    put: {
      parameters: { query?: never; path: { review_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ReviewText"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ReviewShown"] } } };
    };
  };
  "/api/v1/reviews/{review_id}/pictures/{picture_id}": {
    put: {
      parameters: { query?: never; path: { picture_id: string; review_id: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ReviewPictureShown"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { picture_id: string; review_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/reviews/{review_id}/reports/{report_id}": {
    put: {
      parameters: { query?: never; path: { report_id: string; review_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ReviewText"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/reviews/{review_id}/vote": {
    put: {
      parameters: { query?: never; path: { review_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ReviewVote"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ReviewShown"] } } };
    };
  };
  "/api/v1/reviews/own": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnReviews"] } } };
    };
  };
  "/api/v1/reviews/own/orders/{order_id}": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OrderReviews"] } };
      };
    };
  };
  "/api/v1/rides": {
    get: {
      parameters: { query?: { booked?: boolean; now?: boolean; owed?: boolean } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideList"] } } };
    };
  };
  "/api/v1/rides/{ride_id}": {
    get: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["BoardingInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
    delete: {
      parameters: { query?: { expect_fee?: number }; path: { ride_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/rides/{ride_id}/arrival": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RideReasonInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/boarding": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["OnBoardInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/calls/{call_id}": {
    put: {
      parameters: { query?: never; path: { call_id: string; ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RideCallInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["LiveCall"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/changes/{change_id}": {
    put: {
      parameters: { query?: never; path: { change_id: string; ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["TripInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TripChangeShown"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { change_id: string; ride_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/rides/{ride_id}/changes/{change_id}/answer": {
    put: {
      parameters: { query?: never; path: { change_id: string; ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ChangeAnswer"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TripChangeShown"] } };
      };
    };
  };
  "/api/v1/rides/{ride_id}/changes/{change_id}/asking": {
    put: {
      parameters: { query?: never; path: { change_id: string; ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ConfirmedInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TripChangeShown"] } };
      };
    };
  };
  "/api/v1/rides/{ride_id}/check": {
    get: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideCheck"] } } };
    };
    put: { parameters: { query?: never; path: { ride_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/rides/{ride_id}/dispute": {
    get: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["RideDisputeShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ObjectionInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["RideDisputeShown"] } };
      };
    };
  };
  "/api/v1/rides/{ride_id}/dispute/answer": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ObjectionInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["RideDisputeShown"] } };
      };
    };
  };
  "/api/v1/rides/{ride_id}/driver-records": {
    get: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["BroughtRecords"] } };
      };
    };
  };
  "/api/v1/rides/{ride_id}/end": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["EndInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/guest-link": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["GuestLink"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/help": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["HelpInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideHelp"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/messages": {
    get: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["RideMessages"] } };
      };
    };
  };
  "/api/v1/rides/{ride_id}/messages/{message_id}": {
    put: {
      parameters: { query?: never; path: { message_id: string; ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RideMessageInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideMessage"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/no-show": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/parting": {
    get: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideParting"] } } };
    };
    put: { parameters: { query?: never; path: { ride_id: string } }; responses: { 204: {} } };
    delete: { parameters: { query?: never; path: { ride_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/rides/{ride_id}/payment": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RidePayment"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/rating": {
    get: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["RatingsOfRide"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RatingInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["RatingsOfRide"] } };
      };
    };
  };
  "/api/v1/rides/{ride_id}/request": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["HailInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/return": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RideReasonInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/rides/{ride_id}/sharing": {
    get: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["TripSharing"] } } };
    };
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["SharedTrip"] } } };
    };
    delete: { parameters: { query?: never; path: { ride_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/rides/{ride_id}/sum/no": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SumNo"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/sum/yes": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SumYes"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/thanks": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RideThanksInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/tip": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["TipInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
  };
  "/api/v1/rides/{ride_id}/way": {
    get: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["WayDriven"] } } };
    };
  };
  "/api/v1/rides/day": {
    get: {
      parameters: { query?: { of?: string | null } };
      responses: { 200: { content: { "application/json": components["schemas"]["DriversDay"] } } };
    };
  };
  "/api/v1/rides/desk/{ride_id}/stop": {
    put: { parameters: { query?: never; path: { ride_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/rides/desk/disputes": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["DisputesAtDesk"] } };
      };
    };
  };
  "/api/v1/rides/desk/disputes/{ride_id}": {
    get: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DisputeAtDesk"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RideRulingInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/rides/desk/drivers": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["DriversAtDesk"] } };
      };
    };
  };
  "/api/v1/rides/desk/drivers/{person_id}": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["VettingInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/rides/desk/drivers/{person_id}/car": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CarDecision"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/rides/desk/drivers/{person_id}/documents/{kind}": {
    get: {
      parameters: {
        query?: never;
        path: { kind: "licence" | "vehicle" | "insurance" | "inspection"; person_id: string };
      };
      responses: { 200: { content: { "image/webp": string } } };
    };
  };
  "/api/v1/rides/desk/help": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["HelpAtDesk"] } } };
    };
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["HelpNumbersInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideHelp"] } } };
    };
  };
  "/api/v1/rides/desk/help/{call_id}/seen": {
    put: { parameters: { query?: never; path: { call_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/rides/desk/now": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["RidesNow"] } } };
    };
  };
  "/api/v1/rides/desk/pauses": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["RidePausesAtDesk"] } };
      };
    };
  };
  "/api/v1/rides/desk/pauses/{person_id}/{kind}": {
    delete: {
      parameters: { query?: never; path: { kind: "returned" | "called_off"; person_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/rides/desk/ranks/{rank_id}": {
    put: {
      parameters: { query?: never; path: { rank_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RankInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["TaxiRank"] } } };
    };
  };
  "/api/v1/rides/desk/ranks/places/{rank_id}": {
    put: {
      parameters: { query?: never; path: { rank_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RankInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["TaxiRank"] } } };
    };
    delete: { parameters: { query?: never; path: { rank_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/rides/desk/speeds": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["LearntTimes"] } } };
    };
  };
  "/api/v1/rides/desk/sums": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["SumsAtDesk"] } } };
    };
  };
  "/api/v1/rides/desk/sums/{ride_id}": {
    put: {
      parameters: { query?: never; path: { ride_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SumRuling"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/rides/desk/surcharges": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["SurchargesInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Surcharges"] } } };
    };
  };
  "/api/v1/rides/desk/tariff": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["TariffInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["SetTariff"] } } };
    };
  };
  "/api/v1/rides/desk/women": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["WomenAtDesk"] } } };
    };
  };
  "/api/v1/rides/desk/women/{person_id}": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ConfirmInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/rides/driver": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["OwnDriver"] | null } };
      };
    };
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["DriverInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnDriver"] } } };
    };
    delete: { parameters: { query?: never }; responses: { 204: {} } };
  };
  "/api/v1/rides/driver/car": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["DriverCar"] } } };
    };
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["CarInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["DriverCar"] } } };
    };
  };
  "/api/v1/rides/driver/code": {
    post: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnDriver"] } } };
    };
  };
  "/api/v1/rides/driver/documents/{kind}": {
    get: {
      parameters: {
        query?: never;
        path: { kind: "licence" | "vehicle" | "insurance" | "inspection" };
      };
      responses: { 200: { content: { "image/webp": string } } };
    };
    put: {
      parameters: {
        query?: never;
        path: { kind: "licence" | "vehicle" | "insurance" | "inspection" };
      };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 204: {} };
    };
  };
  "/api/v1/rides/driver/earnings": {
    get: {
      parameters: {
        query?: {
          by?: "day" | "week" | "month";
          first?: string | null;
          last?: string | null;
          zone?: string;
        };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["DriversEarnings"] } };
      };
    };
  };
  "/api/v1/rides/driver/earnings.csv": {
    get: {
      parameters: {
        query?: {
          by?: "day" | "week" | "month";
          first?: string | null;
          last?: string | null;
          zone?: string;
        };
      };
      responses: { 200: { content: { "text/csv": string } } };
    };
  };
  "/api/v1/rides/driver/heat": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["HeatNow"] } } };
    };
  };
  "/api/v1/rides/driver/online": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["DutyInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnDriver"] } } };
    };
    delete: { parameters: { query?: never }; responses: { 204: {} } };
  };
  "/api/v1/rides/driver/record": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": string } } };
    };
  };
  "/api/v1/rides/driver/records": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["BroughtRecords"] } };
      };
    };
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 200: { content: { "application/json": components["schemas"]["RecordShown"] } } };
    };
  };
  "/api/v1/rides/driver/records/{record_id}": {
    delete: { parameters: { query?: never; path: { record_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/rides/driver/vetting": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["LicenceInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnDriver"] } } };
    };
  };
  "/api/v1/rides/driver/wishes": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["OwnDriverWishes"] } };
      };
    };
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["DriverWishesInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["OwnDriverWishes"] } };
      };
    };
  };
  "/api/v1/rides/drivers/{code}": {
    get: {
      parameters: { query?: never; path: { code: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["DriverShown"] } } };
    };
  };
  "/api/v1/rides/estimate": {
    get: {
      parameters: {
        query: {
          at?: string | null;
          carrying?: string;
          end: string;
          seats?: number;
          start: string;
          via?: string;
        };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["RideEstimate"] } };
      };
    };
  };
  "/api/v1/rides/followed": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["TripsFollowed"] } };
      };
    };
  };
  "/api/v1/rides/followed/{ride_id}": {
    get: {
      parameters: { query?: never; path: { ride_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["FollowedTrip"] } };
      };
    };
  };
  "/api/v1/rides/followers": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["ChosenFollowers"] } };
      };
    };
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["FollowersInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ChosenFollowers"] } };
      };
    };
  };
  "/api/v1/rides/help": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["RideHelp"] } } };
    };
  };
  "/api/v1/rides/meter": {
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["MeterInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideShown"] } } };
    };
  };
  "/api/v1/rides/offers/{offer_id}": {
    put: {
      parameters: { query?: never; path: { offer_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["OfferAnswer"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/rides/payers": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["RidePayers"] } } };
    };
  };
  "/api/v1/rides/payers/{person_id}": {
    put: {
      parameters: { query?: never; path: { person_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PayForInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RidePayers"] } } };
    };
    delete: { parameters: { query?: never; path: { person_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/rides/payers/{person_id}/mine": {
    delete: { parameters: { query?: never; path: { person_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/rides/ranks": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["RanksShown"] } } };
    };
  };
  "/api/v1/rides/tariff": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["TownTariffs"] } } };
    };
  };
  "/api/v1/rides/wishes": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["RideWishes"] } } };
    };
    put: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["RideWishesInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RideWishes"] } } };
    };
    delete: { parameters: { query?: never }; responses: { 204: {} } };
  };
  "/api/v1/search/messages": {
    get: {
      parameters: {
        query?: {
          before?: string | null;
          conversation?: string | null;
          only?: "media" | "file" | "link" | null;
          q?: string;
          sender?: string | null;
        };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["SearchPage"] } } };
    };
  };
  "/api/v1/search/people": {
    get: {
      parameters: { query: { q: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["PeoplePage"] } } };
    };
  };
  "/api/v1/search/posts": {
    get: {
      parameters: { query: { before?: string | null; limit?: number; q: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["PostPage"] } } };
    };
  };
  "/api/v1/search/topics": {
    get: {
      parameters: { query: { q: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Topics"] } } };
    };
  };
  "/api/v1/sessions": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Session"][] } } };
    };
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["Credentials"] } };
      responses: { 201: { content: { "application/json": components["schemas"]["SignedInAs"] } } };
    };
  };
  "/api/v1/sessions/{session_id}": {
    delete: { parameters: { query?: never; path: { session_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/sessions/current": { delete: { parameters: { query?: never }; responses: { 204: {} } } };
  "/api/v1/sessions/passkey": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["VerifiedPasskey"] } };
      responses: { 201: { content: { "application/json": components["schemas"]["SignedInAs"] } } };
    };
  };
  "/api/v1/sessions/recovery": {
    post: {
      parameters: { query?: never };
      requestBody: {
        content: { "application/json": components["schemas"]["RecoveryCredentials"] };
      };
      responses: { 201: { content: { "application/json": components["schemas"]["SignedInAs"] } } };
    };
  };
  "/api/v1/share-rewards/items/{item_id}": {
    get: {
      parameters: { query?: never; path: { item_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShareOfItem"] } } };
    };
  };
  "/api/v1/share-rewards/links/{code}": {
    put: {
      parameters: { query?: never; path: { code: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["OpenedLink"] } } };
    };
  };
  "/api/v1/share-rewards/mine": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["Rewards"] } } };
    };
  };
  "/api/v1/share-rewards/offers/{offer_id}": {
    put: {
      parameters: { query?: never; path: { offer_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RewardOfferInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["RewardOfferShown"] } };
      };
    };
  };
  "/api/v1/share-rewards/offers/{offer_id}/end": {
    put: {
      parameters: { query?: never; path: { offer_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["RewardOfferShown"] } };
      };
    };
  };
  "/api/v1/share-rewards/offers/{offer_id}/link": {
    put: {
      parameters: { query?: never; path: { offer_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShareOfItem"] } } };
    };
  };
  "/api/v1/share-rewards/offers/{offer_id}/terms": {
    put: {
      parameters: { query?: never; path: { offer_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RewardOfferInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["RewardTerms"] } } };
    };
  };
  "/api/v1/share-rewards/shops/{merchant_id}": {
    get: {
      parameters: {
        query?: { before?: string | null; limit?: number };
        path: { merchant_id: string };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["RewardOffers"] } };
      };
    };
  };
  "/api/v1/shop-invitations/{token}": {
    get: {
      parameters: { query?: never; path: { token: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["InvitationLook"] } };
      };
    };
  };
  "/api/v1/shop-invitations/{token}/acceptance": {
    put: {
      parameters: { query?: never; path: { token: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnShop"] } } };
    };
  };
  "/api/v1/square/all": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["PostPage"] } } };
    };
  };
  "/api/v1/square/home": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["PostPage"] } } };
    };
  };
  "/api/v1/square/hot": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["PostPage"] } } };
    };
  };
  "/api/v1/square/liked": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["PostPage"] } } };
    };
  };
  "/api/v1/square/lists/{list_id}": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number }; path: { list_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["PostPage"] } } };
    };
  };
  "/api/v1/square/nearby": {
    get: {
      parameters: { query: { before?: string | null; lat: number; limit?: number; lon: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["PostPage"] } } };
    };
  };
  "/api/v1/square/saved": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["PostPage"] } } };
    };
  };
  "/api/v1/stars": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["StarredPage"] } } };
    };
  };
  "/api/v1/storage": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Usage"] } } };
    };
  };
  "/api/v1/sync": {
    get: {
      parameters: { query?: { cursor?: string | null } };
      responses: { 200: { content: { "application/json": components["schemas"]["SyncChanges"] } } };
    };
  };
  "/api/v1/takeouts": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Takeout"][] } } };
    };
  };
  "/api/v1/takeouts/{takeout_id}": {
    get: {
      parameters: { query?: never; path: { takeout_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["Takeout"] } } };
    };
    put: {
      parameters: { query?: never; path: { takeout_id: string } };
      responses: { 202: { content: { "application/json": components["schemas"]["Takeout"] } } };
    };
  };
  "/api/v1/takeouts/{takeout_id}/file": {
    get: {
      parameters: { query?: never; path: { takeout_id: string } };
      responses: { 200: { content: { "application/zip": Blob } } };
    };
  };
  "/api/v1/tickets": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnTickets"] } } };
    };
  };
  "/api/v1/tickets/{ticket_id}/calendar": {
    get: {
      parameters: { query?: never; path: { ticket_id: string } };
      responses: { 200: { content: { "text/calendar": string } } };
    };
  };
  "/api/v1/tickets/{ticket_id}/holder": {
    put: {
      parameters: { query?: never; path: { ticket_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["HolderInput"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/tickets/{ticket_id}/listing": {
    put: { parameters: { query?: never; path: { ticket_id: string } }; responses: { 204: {} } };
    delete: { parameters: { query?: never; path: { ticket_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/tickets/{ticket_id}/return": {
    post: {
      parameters: { query?: never; path: { ticket_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketOrderShown"] } };
      };
    };
  };
  "/api/v1/tickets/box-office/{order_id}": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DeskOrderShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DeskOrderInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DeskOrderShown"] } };
      };
    };
  };
  "/api/v1/tickets/box-office/{order_id}/cash": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DeskOrderShown"] } };
      };
    };
  };
  "/api/v1/tickets/box-office/{order_id}/cash-back": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DeskOrderShown"] } };
      };
    };
  };
  "/api/v1/tickets/box-office/{order_id}/comp": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CompInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["DeskOrderShown"] } };
      };
    };
  };
  "/api/v1/tickets/claims": {
    post: {
      parameters: { query?: never };
      requestBody: { content: { "application/json": components["schemas"]["TicketCodeInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["TicketShown"] } } };
    };
  };
  "/api/v1/tickets/events/{event_id}": {
    put: {
      parameters: { query?: never; path: { event_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["EventInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["EventShown"] } } };
    };
  };
  "/api/v1/tickets/events/{event_id}/poster": {
    put: {
      parameters: { query?: { alt?: string }; path: { event_id: string } };
      requestBody: { content: { "application/octet-stream": Blob } };
      responses: { 200: { content: { "application/json": components["schemas"]["EventShown"] } } };
    };
    delete: {
      parameters: { query?: never; path: { event_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["EventShown"] } } };
    };
  };
  "/api/v1/tickets/events/{event_id}/shows": {
    get: {
      parameters: { query?: never; path: { event_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShowsPage"] } } };
    };
  };
  "/api/v1/tickets/gates": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnGates"] } } };
    };
  };
  "/api/v1/tickets/given-up": {
    get: {
      parameters: { query?: never };
      responses: {
        200: { content: { "application/json": components["schemas"]["GivenUpOrders"] } };
      };
    };
  };
  "/api/v1/tickets/halls/{hall_id}": {
    put: {
      parameters: { query?: never; path: { hall_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["HallInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["HallShown"] } } };
    };
  };
  "/api/v1/tickets/halls/{hall_id}/plan": {
    get: {
      parameters: { query?: { version?: number | null }; path: { hall_id: string } };
      responses: { 200: { content: { "application/json": { [key: string]: unknown } } } };
    };
  };
  "/api/v1/tickets/halls/{hall_id}/versions": {
    get: {
      parameters: { query?: never; path: { hall_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["HallVersions"] } };
      };
    };
  };
  "/api/v1/tickets/orders": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OrderList"] } } };
    };
  };
  "/api/v1/tickets/orders/{order_id}": {
    get: {
      parameters: { query?: never; path: { order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketOrderShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["TicketOrderInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketOrderShown"] } };
      };
    };
    delete: { parameters: { query?: never; path: { order_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/tickets/orders/{order_id}/basket": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["BasketInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketOrderShown"] } };
      };
    };
  };
  "/api/v1/tickets/orders/{order_id}/buyer": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketOrderShown"] } };
      };
    };
  };
  "/api/v1/tickets/orders/{order_id}/by-voucher": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["VoucherOrderInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketOrderShown"] } };
      };
    };
  };
  "/api/v1/tickets/orders/{order_id}/extras/{line_id}/return": {
    post: {
      parameters: { query?: never; path: { line_id: string; order_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketOrderShown"] } };
      };
    };
  };
  "/api/v1/tickets/orders/{order_id}/listing": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ListedTogether"] } };
      responses: { 204: {} };
    };
  };
  "/api/v1/tickets/orders/{order_id}/payment": {
    put: {
      parameters: { query?: never; path: { order_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["TicketPayment"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketOrderShown"] } };
      };
    };
  };
  "/api/v1/tickets/organisers/{merchant_id}/shows": {
    get: {
      parameters: { query?: never; path: { merchant_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShowsPage"] } } };
    };
  };
  "/api/v1/tickets/parties/{party_id}": {
    get: {
      parameters: { query?: never; path: { party_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketPartyShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { party_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketPartyShown"] } };
      };
    };
  };
  "/api/v1/tickets/parties/{party_id}/seats": {
    put: {
      parameters: { query?: never; path: { party_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PartyJoining"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketOrderShown"] } };
      };
    };
  };
  "/api/v1/tickets/plans/{plan}": {
    get: {
      parameters: { query?: never; path: { plan: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["PlanShown"] } } };
    };
  };
  "/api/v1/tickets/programme": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Programme"] } } };
    };
  };
  "/api/v1/tickets/shows": {
    get: {
      parameters: { query?: { since?: string | null; text?: string; until?: string | null } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShowList"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShowShown"] } } };
    };
    put: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ShowInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnShow"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/cancellation": {
    put: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CancellationInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnShow"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/counter": {
    post: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CounterInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["CounterShown"] } };
      };
    };
  };
  "/api/v1/tickets/shows/{show_id}/counter/{line_id}": {
    put: {
      parameters: { query?: never; path: { line_id: string; show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["HandingInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["CounterShown"] } };
      };
    };
  };
  "/api/v1/tickets/shows/{show_id}/draw": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketDrawShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["TicketDrawInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketDrawShown"] } };
      };
    };
  };
  "/api/v1/tickets/shows/{show_id}/draw/end": {
    put: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DrawEndInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketDrawShown"] } };
      };
    };
  };
  "/api/v1/tickets/shows/{show_id}/draw/entries": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "application/octet-stream": string } } };
    };
    delete: { parameters: { query?: never; path: { show_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/tickets/shows/{show_id}/draw/entries/{entry_id}": {
    put: {
      parameters: { query?: never; path: { entry_id: string; show_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketDrawShown"] } };
      };
    };
  };
  "/api/v1/tickets/shows/{show_id}/draw/proof": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["DrawProof"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/draw/seed": {
    put: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DrawSeedInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TicketDrawShown"] } };
      };
    };
  };
  "/api/v1/tickets/shows/{show_id}/figures": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShowFigures"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/gate": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["GateList"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/gate/setup": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ShowGateShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ShowGateInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ShowGateShown"] } };
      };
    };
  };
  "/api/v1/tickets/shows/{show_id}/guests": {
    post: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["GuestSearch"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Guests"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/guests/{ticket_id}": {
    put: {
      parameters: { query?: never; path: { show_id: string; ticket_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["GuestLetIn"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["ScanShown"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/helpers/{person_id}": {
    put: {
      parameters: { query?: never; path: { person_id: string; show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["HelperInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ShowGateShown"] } };
      };
    };
    delete: {
      parameters: { query?: never; path: { person_id: string; show_id: string } };
      responses: { 204: {} };
    };
  };
  "/api/v1/tickets/shows/{show_id}/house": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["HouseSeats"] } } };
    };
    put: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["HouseSeats"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["HouseSeats"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/kept-back/{batch_id}": {
    put: {
      parameters: { query?: never; path: { batch_id: string; show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["KeptBack"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["KeptBack"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/messages": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["HolderMessages"] } };
      };
    };
  };
  "/api/v1/tickets/shows/{show_id}/messages/{message_id}": {
    put: {
      parameters: { query?: never; path: { message_id: string; show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["HolderMessageInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["HolderMessageShown"] } };
      };
    };
  };
  "/api/v1/tickets/shows/{show_id}/odds": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["WaitingOdds"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/plan": {
    put: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShowShown"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/products": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ProductsShown"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ProductsInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ProductSales"] } };
      };
    };
  };
  "/api/v1/tickets/shows/{show_id}/products/sales": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["ProductSales"] } };
      };
    };
  };
  "/api/v1/tickets/shows/{show_id}/reseating": {
    put: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ReseatInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["TicketShown"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/sales": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnShow"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/sales.csv": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "text/csv": string } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/scans": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ScansSeen"] } } };
    };
    post: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ScansInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Scans"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/scans.csv": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "text/csv": string } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/seats": {
    get: {
      parameters: { query?: never; path: { show_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["SeatsNow"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/sold": {
    post: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["CounterInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["SoldOrder"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/time": {
    put: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["ShowTimeInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnShow"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/voucher": {
    post: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["VoucherLookup"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["VoucherGood"] } } };
    };
  };
  "/api/v1/tickets/shows/{show_id}/wish": {
    put: {
      parameters: { query?: never; path: { show_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["WishInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Wishes"] } } };
    };
    delete: { parameters: { query?: never; path: { show_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/tickets/venues/{venue_id}": {
    put: {
      parameters: { query?: never; path: { venue_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["VenueInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["VenueShown"] } } };
    };
  };
  "/api/v1/tickets/venues/{venue_id}/shows": {
    get: {
      parameters: { query?: never; path: { venue_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["ShowsPage"] } } };
    };
  };
  "/api/v1/tickets/wishes": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Wishes"] } } };
    };
  };
  "/api/v1/topics": {
    get: {
      parameters: {
        query?: {
          category?: "talk" | "town" | "food" | "sport" | "culture" | "market" | "help" | null;
          limit?: number;
        };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["Topics"] } } };
    };
  };
  "/api/v1/topics/{name}": {
    get: {
      parameters: { query?: never; path: { name: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["TopicPage"] } } };
    };
    patch: {
      parameters: { query?: never; path: { name: string } };
      requestBody: { content: { "application/json": components["schemas"]["TopicPatch"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["TopicPage"] } } };
    };
  };
  "/api/v1/topics/{name}/follow": {
    put: {
      parameters: { query?: never; path: { name: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["TopicPage"] } } };
    };
    delete: {
      parameters: { query?: never; path: { name: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["TopicPage"] } } };
    };
  };
  "/api/v1/topics/{name}/host": {
    put: {
      parameters: { query?: never; path: { name: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["TopicPage"] } } };
    };
    delete: {
      parameters: { query?: never; path: { name: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["TopicPage"] } } };
    };
  };
  "/api/v1/topics/{name}/posts": {
    get: {
      parameters: { query?: { before?: string | null; limit?: number }; path: { name: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["PostPage"] } } };
    };
  };
  "/api/v1/town": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["AboutTown"] } } };
    };
  };
  "/api/v1/town-keys": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnTownKeys"] } } };
    };
  };
  "/api/v1/town-keys/{key_id}/successor": {
    put: {
      parameters: { query?: never; path: { key_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SuccessorInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnTownKeys"] } } };
    };
  };
  "/api/v1/town-keys/offline": {
    post: {
      parameters: { query?: never };
      responses: { 201: { content: { "application/json": components["schemas"]["OfflineKey"] } } };
    };
  };
  "/api/v1/town-payments/{payment_id}": {
    get: {
      parameters: { query?: never; path: { payment_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TownPaymentCard"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { payment_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["TownPaymentInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TownPaymentCard"] } };
      };
    };
  };
  "/api/v1/town-payments/{payment_id}/accept": {
    post: {
      parameters: { query?: never; path: { payment_id: string } };
      responses: {
        201: { content: { "application/json": components["schemas"]["TownPaymentCard"] } };
      };
    };
  };
  "/api/v1/town-payments/{payment_id}/cancel": {
    post: {
      parameters: { query?: never; path: { payment_id: string } };
      responses: {
        201: { content: { "application/json": components["schemas"]["TownPaymentCard"] } };
      };
    };
  };
  "/api/v1/town-payments/{payment_id}/decline": {
    post: {
      parameters: { query?: never; path: { payment_id: string } };
      responses: {
        201: { content: { "application/json": components["schemas"]["TownPaymentCard"] } };
      };
    };
  };
  "/api/v1/town-payments/to/{person_id}": {
    get: {
      parameters: { query?: never; path: { person_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["TownPayable"] } } };
    };
  };
  "/api/v1/town-requests/{request_id}": {
    get: {
      parameters: { query?: never; path: { request_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TownRequestCard"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { request_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["TownRequestInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["TownRequestCard"] } };
      };
    };
  };
  "/api/v1/town-requests/{request_id}/cancel": {
    post: {
      parameters: { query?: never; path: { request_id: string } };
      responses: {
        201: { content: { "application/json": components["schemas"]["TownRequestCard"] } };
      };
    };
  };
  "/api/v1/town-requests/{request_id}/decline": {
    post: {
      parameters: { query?: never; path: { request_id: string } };
      responses: {
        201: { content: { "application/json": components["schemas"]["TownRequestCard"] } };
      };
    };
  };
  "/api/v1/town-requests/{request_id}/pay": {
    post: {
      parameters: { query?: never; path: { request_id: string } };
      requestBody: {
        content: { "application/json": components["schemas"]["TownRequestPaymentInput"] };
      };
      responses: {
        201: { content: { "application/json": components["schemas"]["TownPaymentCard"] } };
      };
    };
  };
  "/api/v1/towns": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["TownLines"] } } };
    };
  };
  "/api/v1/towns/{domain}": {
    get: {
      parameters: { query?: never; path: { domain: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["KnownTown"] } } };
    };
  };
  "/api/v1/towns/{domain}/group-links/{secret}": {
    get: {
      parameters: { query?: never; path: { domain: string; secret: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["GroupElsewhere"] } };
      };
    };
  };
  "/api/v1/towns/{domain}/group-links/{secret}/join": {
    put: {
      parameters: { query?: never; path: { domain: string; secret: string } };
      requestBody: { content: { "application/json": components["schemas"]["TownJoinInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["GroupElsewhere"] } };
      };
    };
  };
  "/api/v1/towns/{domain}/invitations/{secret}": {
    get: {
      parameters: { query?: never; path: { domain: string; secret: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["InvitationElsewhere"] } };
      };
    };
  };
  "/api/v1/towns/{domain}/reset": {
    put: {
      parameters: { query?: never; path: { domain: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["TownLine"] } } };
    };
  };
  "/api/v1/trips/{token}": {
    get: {
      parameters: { query?: never; path: { token: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["FollowedTrip"] } };
      };
    };
  };
  "/api/v1/vending/machines": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Machines"] } } };
    };
  };
  "/api/v1/vending/machines/{machine_id}": {
    put: {
      parameters: { query?: never; path: { machine_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["MachineInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["MachineKey"] } } };
    };
    delete: { parameters: { query?: never; path: { machine_id: string } }; responses: { 204: {} } };
  };
  "/api/v1/vending/machines/{machine_id}/key": {
    post: {
      parameters: { query?: never; path: { machine_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["MachineKey"] } } };
    };
  };
  "/api/v1/vending/machines/{machine_id}/sales": {
    get: {
      parameters: { query?: { limit?: number }; path: { machine_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["MachineSales"] } };
      };
    };
  };
  "/api/v1/vending/machines/{machine_id}/slots/{label}": {
    put: {
      parameters: { query?: never; path: { label: string; machine_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SlotInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnSlot"] } } };
    };
  };
  "/api/v1/vending/offers/{token}": {
    get: {
      parameters: { query?: never; path: { token: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["OfferShown"] } } };
    };
  };
  "/api/v1/vending/sales/{sale_id}": {
    get: {
      parameters: { query?: never; path: { sale_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["SaleShown"] } } };
    };
    put: {
      parameters: { query?: never; path: { sale_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["PurchaseInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["SaleShown"] } } };
    };
  };
  "/api/v1/vending/sales/{sale_id}/claim": {
    post: {
      parameters: { query?: never; path: { sale_id: string } };
      responses: { 200: { content: { "application/json": components["schemas"]["SaleShown"] } } };
    };
  };
  "/api/v1/vending/sales/{sale_id}/decision": {
    put: {
      parameters: { query?: never; path: { sale_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["DecisionInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["Dispute"] } } };
    };
  };
  "/api/v1/vending/sales/{sale_id}/settlement": {
    put: {
      parameters: { query?: never; path: { sale_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["SettlementInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["SaleShown"] } } };
    };
  };
  "/api/v1/vending/slots/{slot_id}/units": {
    put: {
      parameters: { query?: never; path: { slot_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["RefillInput"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["OwnSlot"] } } };
    };
  };
  "/api/v1/vouchers/batches": {
    get: {
      parameters: { query: { merchant_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["VoucherBatches"] } };
      };
    };
  };
  "/api/v1/vouchers/batches/{batch_id}": {
    get: {
      parameters: { query?: never; path: { batch_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["VoucherCodes"] } };
      };
    };
    put: {
      parameters: { query?: never; path: { batch_id: string } };
      requestBody: { content: { "application/json": components["schemas"]["VoucherBatchInput"] } };
      responses: {
        200: { content: { "application/json": components["schemas"]["VoucherBatchShown"] } };
      };
    };
  };
  "/api/v1/vouchers/batches/{batch_id}/codes.csv": {
    get: {
      parameters: { query?: never; path: { batch_id: string } };
      responses: { 200: { content: { "text/csv": string } } };
    };
  };
  "/api/v1/vouchers/batches/{batch_id}/end": {
    put: {
      parameters: { query?: never; path: { batch_id: string } };
      responses: {
        200: { content: { "application/json": components["schemas"]["VoucherBatchShown"] } };
      };
    };
  };
  "/api/v1/wallet": {
    get: {
      parameters: { query?: never };
      responses: { 200: { content: { "application/json": components["schemas"]["Wallet"] } } };
    };
  };
  "/api/v1/wallet/accounts/{account_id}/history": {
    get: {
      parameters: {
        query?: {
          before?: number | null;
          direction?: "all" | "in" | "out";
          limit?: number;
          since?: string | null;
          until?: string | null;
          words?: string;
        };
        path: { account_id: number };
      };
      responses: { 200: { content: { "application/json": components["schemas"]["HistoryPage"] } } };
    };
  };
  "/api/v1/wallet/accounts/{account_id}/history/sums": {
    get: {
      parameters: { query: { since: string; until: string }; path: { account_id: number } };
      responses: { 200: { content: { "application/json": components["schemas"]["HistorySums"] } } };
    };
  };
  "/api/v1/wallet/accounts/{account_id}/statement": {
    get: {
      parameters: {
        query?: { before?: number | null; limit?: number };
        path: { account_id: number };
      };
      responses: {
        200: { content: { "application/json": components["schemas"]["StatementPage"] } };
      };
    };
  };
  "/api/v1/wallet/accounts/{account_id}/statement.csv": {
    get: {
      parameters: {
        query?: { since?: string | null; until?: string | null };
        path: { account_id: number };
      };
      responses: { 200: { content: { "text/csv": string } } };
    };
  };
  "/api/v1/wallet/accounts/{account_id}/statement.pdf": {
    get: {
      parameters: {
        query?: { since?: string | null; until?: string | null };
        path: { account_id: number };
      };
      responses: { 200: { content: { "application/pdf": string } } };
    };
  };
  "/api/v1/wallet/accounts/{account_id}/statement.xml": {
    get: {
      parameters: {
        query?: { since?: string | null; until?: string | null };
        path: { account_id: number };
      };
      responses: { 200: { content: { "application/xml": string } } };
    };
  };
}
export interface components {
  schemas: {
    AboutMoney: { currency: string; mode: "units" | "credit" | "provider" };
    AboutTown: {
      domain: string;
      languages: ("en" | "zh-CN")[];
      money: components["schemas"]["AboutMoney"] | null;
      name: string;
      version: string;
      writes_down: boolean;
    };
    AcceptanceInput: { circles?: string[] };
    AccountHolderInput: { person_id: string };
    AccountLimits: {
      credit: number | null;
      daily: number | null;
      most: number | null;
      once: number | null;
    };
    AccountLimitsInput: {
      daily: number | null;
      most: number | null;
      once: number | null;
      why: string;
    };
    AccountMoves: { also_known_as: string[]; moved_at: string | null; moved_to: string | null };
    AccountView: {
      audit: components["schemas"]["Audit"][];
      balance: number;
      currency: string;
      exponent: number;
      frozen: boolean;
      frozen_by_town: boolean;
      held: number;
      limits: components["schemas"]["AccountLimits"];
      person: components["schemas"]["Person"];
    };
    AckFrame: {
      client_id: string;
      conversation_id: string;
      created_at: string;
      seq: number;
      t: "ack";
    };
    AddressChoice: { label: string; value: string };
    AddressDivision: { code?: string; name: string; parts?: string[] };
    AddressDivisions: { divisions: components["schemas"]["AddressDivision"][] };
    AddressesShown: { addresses: components["schemas"]["SavedAddress"][] };
    AddressForm: {
      country: string;
      divided: boolean;
      lines: string[];
      parts: components["schemas"]["AddressPart"][];
    };
    AddressInput: {
      country?: string;
      divisions?: string[];
      is_default?: boolean;
      label?: string;
      lat?: number | null;
      line?: string;
      lon?: number | null;
      name: string;
      phone?: string;
      plus_code?: string;
    };
    AddressPart: {
      called: string;
      choices: components["schemas"]["AddressChoice"][];
      example: string;
      pattern: string;
      required: boolean;
      token: "S" | "C" | "D" | "Z" | "X";
    };
    AgedOrder: {
      currency: string;
      merchant_id: string;
      number: string;
      order_id: string;
      refund: string;
      since: string;
      state: string;
      waits: number;
      why: string;
    };
    AgedOrders: { next: string | null; orders: components["schemas"]["AgedOrder"][] };
    AliasesInput: { addresses: string[] };
    Answered: { author: components["schemas"]["Author"]; post_id: string };
    AnswerInput: { accept: boolean };
    AnswerSignal: { kind: "answer"; round: number; sdp: string };
    AppealAnswer: { answer: string; granted: boolean };
    AppealInput: { text: string };
    Appeals: { next: string | null; orders: components["schemas"]["OrderShown"][] };
    AppPassword: { created_at: string; id: string; last_used_at: string | null; name: string };
    AppPasswordCreated: { id: string; name: string; password: string };
    AppPasswordName: { name: string };
    Arrival: {
      applied_at: string | null;
      created_at: string;
      from_address: string;
      id: string;
      name: string;
      problems: string[];
      sets: components["schemas"]["ArrivalSet"][];
      state: "preview" | "applied";
    };
    ArrivalSet: {
      count: number;
      name: string;
      new: number;
      reasons: components["schemas"]["SkippedRecords"][];
      skipped: number;
    };
    Arriving: {
      created_at: string;
      domain: string;
      done_at: string | null;
      groups: components["schemas"]["SoughtGroup"][];
      id: string;
      problem: string | null;
      state: "asked" | "copying" | "finishing" | "settling" | "here" | "failed";
      tied: number;
    };
    ArrivingCode: { code: string };
    AskableLine: { most: number; no: number; price: number; title: string; worth: number };
    Audience: { circles: string[]; everyone: boolean };
    AudienceInput: { circles: string[]; everyone: boolean };
    Audit: {
      account_id: number;
      act: "frozen" | "unfrozen" | "locked" | "unlocked" | "closed" | "limited" | "forgotten";
      at: string;
      by_id: string | null;
      detail: { [key: string]: unknown };
      id: number;
      why: string;
    };
    Author: {
      address: string;
      avatar: string | null;
      emojis?: { [key: string]: string };
      handle: string;
      id: string;
      name: string;
      remote?: boolean;
      verified?: components["schemas"]["VerificationBadge"];
    };
    AuthorizationAnswer: {
      accept?: boolean;
      client_id: string;
      code_challenge?: string;
      code_challenge_method?: string;
      redirect_uri: string;
      scope?: string;
      state?: string;
    };
    AuthorizationInput: {
      client_id: string;
      code_challenge?: string;
      code_challenge_method?: string;
      redirect_uri: string;
      scope?: string;
      state?: string;
    };
    BanAppealInput: { text: string };
    BanInput: {
      categories?: string[];
      gtins?: string[];
      reason: string;
      reasons?: { [key: string]: string };
      words?: string[];
    };
    BankLine: {
      amount: number;
      at: string;
      bank_ref: string;
      booked_on: string;
      currency: string;
      id: string;
      name: string;
      operation_id: string;
      person_id: string | null;
      state: "matched" | "suspense" | "resolved";
      text: string;
    };
    Bans: { bans: components["schemas"]["BanShown"][]; next: string | null };
    BanShown: {
      at: string;
      categories: string[];
      gtins: string[];
      id: string;
      reason: string;
      reasons: { [key: string]: string };
      words: string[];
    };
    BasketInput: {
      extras?: components["schemas"]["UnitsInput"][];
      fares?: components["schemas"]["FareInput"][];
      voucher?: string | null;
    };
    BegunArriving: { consent: string };
    BegunLeaving: { back: string };
    BillLine: { amount: number; label: string; people: string[] };
    BoardingInput: { code: string; origin?: components["schemas"]["PlaceInput"] | null };
    BookLine: {
      amount: number;
      at: string;
      by_id: string;
      by_name: string;
      id: string;
      note: string;
      operation_id: string | null;
      person_id: string | null;
      person_name: string;
      ref: string | null;
      what:
        | "top_up"
        | "statement"
        | "matched"
        | "resolved"
        | "paid_out"
        | "payout_returned"
        | "payout_file"
        | "clerk_added"
        | "clerk_removed"
        | "credit"
        | "looked"
        | "limits"
        | "frozen"
        | "unfrozen"
        | "books"
        | "packets"
        | "partner";
    };
    Books: {
      nights: components["schemas"]["NightlyCheck"][];
      trial: components["schemas"]["TrialLine"][];
    };
    BoughtAgain: {
      cart: components["schemas"]["CartShown"];
      lines: components["schemas"]["LineAgain"][];
    };
    Box: { east: number; north: number; south: number; west: number };
    BrandAppealInput: { words: string };
    BrandAtDesk: {
      alike: string[];
      brand: components["schemas"]["OwnBrandShown"];
      false: number;
      front: components["schemas"]["Front"];
    };
    BrandCount: { n: number; name: string };
    BrandDecisionInput: { reason: string; until?: string | null };
    BrandDesk: { brands: components["schemas"]["BrandAtDesk"][]; next: string | null };
    BrandDocuments: { documents: components["schemas"]["DocumentShown"][] };
    BrandEndInput: { reason: string };
    BrandInput: {
      claim: "owner" | "licensee" | "dealer";
      merchant_id: string;
      name: string;
      register?: string;
      words?: string;
    };
    BrandOfShop: {
      asked: components["schemas"]["OwnBrandShown"][];
      false: number;
      most_false: number;
      page: components["schemas"]["OwnPage"] | null;
      suspended_until: string | null;
    };
    Brands: { next: number | null; shops: components["schemas"]["FrontShown"][] };
    BrandShelf: { items: string[]; title: string; titles: { [key: string]: string } };
    BrandShown: {
      checked: string;
      claim: "owner" | "licensee" | "dealer";
      head: components["schemas"]["HeadShown"] | null;
      merchant_id: string;
      name: string;
      shelves: components["schemas"]["ShelfShown"][];
      since: string | null;
      until: string;
      words: string;
    };
    BroughtHistory: { id: string; until: string };
    BroughtRecords: { records: components["schemas"]["RecordShown"][] };
    BroughtReview: {
      created_at: string;
      id: string;
      later: string;
      shop: string;
      stars: number;
      text: string;
      title: string;
    };
    ByeFrame: { code: "session_ended"; t: "bye" };
    CallAnswer: { accept: boolean; device?: string | null };
    CallContent: {
      duration_s?: number;
      forwarded?: boolean;
      kind: "call";
      media: "video" | "voice";
      outcome: "answered" | "busy" | "cancelled" | "declined" | "missed" | "unreachable";
      people?: number;
    };
    CallFrame: { call: components["schemas"]["LiveCall"]; t: "call" };
    Calls: { calls: components["schemas"]["LiveCall"][] };
    CampaignInput: {
      ends_at: string;
      rules?: string;
      starts_at: string;
      title: string;
      titles?: { [key: string]: string };
    };
    CampaignPage: {
      campaign: components["schemas"]["CampaignShown"];
      shelves: components["schemas"]["CampaignShelf"][];
    };
    Campaigns: { campaigns: components["schemas"]["CampaignShown"][] };
    CampaignShelf: { category: string; items: components["schemas"]["ItemSummary"][] };
    CampaignShown: {
      ends_at: string;
      id: string;
      rules: string;
      starts_at: string;
      state: "announced" | "running" | "over" | "called_off";
      title: string;
      titles: { [key: string]: string };
    };
    CancellationInput: { why?: string };
    CandidateSignal: {
      candidate: string;
      kind: "candidate";
      sdpMid?: string | null;
      sdpMLineIndex?: number | null;
      usernameFragment?: string | null;
    };
    CaptureInput: {
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      cover?: boolean;
    };
    CardContent: { forwarded?: boolean; kind: "card"; ref: string };
    CarDecision: { confirmed: boolean };
    CardField: {
      audience: components["schemas"]["Audience"];
      id: string;
      kind: "phone" | "email" | "address" | "birthday" | "url" | "network" | "note" | "org";
      label: string;
      value: string;
    };
    CardFieldInput: {
      audience: components["schemas"]["AudienceInput"];
      kind: "phone" | "email" | "address" | "birthday" | "url" | "network" | "note" | "org";
      label: string;
      value: string;
    };
    CardInput: { name: string };
    Cards: {
      cards: (
        | components["schemas"]["TransferCard"]
        | components["schemas"]["RequestCard"]
        | components["schemas"]["TownPaymentCard"]
        | components["schemas"]["TownRequestCard"]
        | components["schemas"]["PacketCard"]
        | components["schemas"]["SplitCard"]
        | components["schemas"]["PostCard"]
        | components["schemas"]["ItemCard"]
        | components["schemas"]["FrontCard"]
        | components["schemas"]["PresentCard"]
      )[];
    };
    CarInput: {
      car_class: "taxi" | "car" | "van" | "bike" | "accessible";
      carries: components["schemas"]["RideNeeds"];
    };
    CarNow: { busy: boolean; lat: number; lon: number };
    CarrierShown: { books: boolean; id: string; name: string };
    CarriersShown: { carriers: components["schemas"]["CarrierShown"][] };
    CarrierStep: { at: string; text: string; word: string };
    CartInput: { n: number };
    CartLineShown: {
      item_id: string | null;
      left: number;
      n: number;
      options: string[];
      picture_url: string | null;
      price: number | null;
      price_seen: number;
      purchase_limit: number | null;
      title: string;
      variant_id: string;
    };
    CartShopShown: {
      lines: components["schemas"]["CartLineShown"][];
      merchant_id: string;
      pickup: boolean;
      sign: string;
    };
    CartShown: {
      currency: string | null;
      shops: components["schemas"]["CartShopShown"][];
      total: number;
    };
    CaseEntryInput: {
      act: "evidence" | "agree" | "refuse" | "send_back" | "got_back" | "appeal" | "drop";
      sellable?: boolean;
      text?: string;
    };
    CaseEntryShown: {
      act:
        | "open"
        | "evidence"
        | "agree"
        | "refuse"
        | "send_back"
        | "got_back"
        | "appeal"
        | "drop"
        | "ruling";
      at: string;
      for_shop: string;
      id: string;
      side: "buyer" | "shop" | "town";
      text: string;
      to_buyer: number | null;
    };
    CaseInput: {
      amount?: number | null;
      kind: "cancel" | "refund" | "return" | "withdrawal" | "gift";
      text?: string;
      units: components["schemas"]["SentUnits"][];
    };
    CasePictures: { left: number; pictures: components["schemas"]["CasePictureShown"][] };
    CasePictureShown: {
      added_at: string;
      height: number;
      id: string;
      side: "buyer" | "shop";
      url: string;
      width: number;
    };
    CaseShown: {
      amount: number;
      ended_at: string | null;
      entries: components["schemas"]["CaseEntryShown"][];
      given: number;
      id: string;
      kind: "cancel" | "refund" | "return" | "withdrawal" | "gift";
      opened_at: string;
      outcome: "given" | "judged" | "dropped" | null;
      units: components["schemas"]["CaseUnits"][];
      unsent: boolean;
    };
    CaseUnits: { amount: number; n: number; no: number };
    CashCount: {
      at: string;
      by_id: string;
      counted: number;
      courier_id: string;
      expected: number;
      id: string;
      merchant_id: string;
    };
    CashInHand: {
      amount: number;
      currency: string;
      merchant_id: string;
      parcels: number;
      shop_name: string;
      since: string;
    };
    CashOfCourier: {
      amount: number;
      courier_id: string;
      currency: string;
      name: string;
      parcels: number;
      since: string;
    };
    CategoryCount: { id: string; n: number };
    CategoryFigures: {
      comps: number;
      entered: number;
      held: number;
      n: number;
      name: string;
      sold: number;
      taken: number;
    };
    CategoryShown: { color: string; left: number | null; n: number; name: string; price: number };
    CategorySum: {
      came_in: number;
      category:
        | "people"
        | "shops"
        | "rides"
        | "orders"
        | "bills"
        | "packets"
        | "refunds"
        | "top_up"
        | "pay_out"
        | "other";
      went_out: number;
    };
    ChangeAnswer: { accept: boolean };
    ChangedFrame: {
      ref: string;
      t: "changed";
      what:
        | "brands"
        | "card"
        | "case_pictures"
        | "contacts"
        | "conversations"
        | "door_orders"
        | "drops"
        | "imports"
        | "market_news"
        | "me"
        | "moments"
        | "moves"
        | "news"
        | "orders"
        | "parcels"
        | "payments"
        | "posts"
        | "presales"
        | "requests"
        | "reviews"
        | "rewards"
        | "rides"
        | "sessions"
        | "spare"
        | "stock"
        | "takeouts"
        | "tickets"
        | "till"
        | "vending"
        | "wallet";
    };
    ChargeInput: { amount: number; currency: string };
    ChargeRow: {
      amount: number;
      checkout: string;
      currency: string;
      ended_at: string | null;
      id: string;
      made_at: string;
      operation_id: string | null;
      person_id: string;
      provider_id: string;
      state: "open" | "captured" | "failed" | "refunded";
    };
    ChatFile: {
      away?: "" | "coming" | "lost";
      duration_ms?: number;
      height?: number;
      id: string;
      kind: "image" | "video" | "voice" | "file";
      name?: string;
      peaks?: number[];
      size: number;
      thumb?: string;
      transcript?: string;
      type: string;
      width?: number;
    };
    ChatSettings: {
      presence: "contacts" | "nobody";
      read_marks: boolean;
      strangers: "all" | "nobody";
    };
    ChatsInFile: {
      ambiguous: boolean;
      conversations: number;
      first_at: string | null;
      known: number;
      last_at: string | null;
      messages: number;
      people: number;
      unmatched: number;
    };
    ChoiceShown: {
      point: components["schemas"]["PointShown"] | null;
      price: number;
      promised_at: string | null;
      promised_for: string;
      service: "own" | "courier" | "point";
    };
    ChoicesShown: { choices: components["schemas"]["ChoiceShown"][] };
    ChosenFollowers: { from_hour: number | null; people: string[]; zone: string };
    Circle: {
      id: string;
      kind: "family" | "friends" | "colleagues" | "own";
      members: number;
      name: string;
    };
    CircleInput: { name: string };
    ClassEstimate: {
      cancel_fee: number;
      car_class: "taxi" | "car" | "van" | "bike" | "accessible";
      least: number;
      lines: components["schemas"]["PriceLine"][];
      most: number;
      near: components["schemas"]["NearByMode"][];
      price: number;
      waiting_free: number;
      waiting_most: number;
      waiting_per_minute: number;
    };
    ClientAppAccess: {
      id: string;
      last_used_at: string;
      made_at: string;
      name: string;
      scopes: string[];
      told_by: string | null;
      website: string | null;
    };
    ClientAppRequest: {
      host: string | null;
      name: string;
      scopes: string[];
      website: string | null;
    };
    ClientApps: { client_apps: components["schemas"]["ClientAppAccess"][] };
    ClientFrame:
      | components["schemas"]["HelloFrame"]
      | components["schemas"]["SyncFrame"]
      | components["schemas"]["SendFrame"]
      | components["schemas"]["ReadFrame"]
      | components["schemas"]["DeliveredFrame"]
      | components["schemas"]["TypingFrame"]
      | components["schemas"]["WatchFrame"]
      | components["schemas"]["FrontFrame"]
      | components["schemas"]["InCallFrame"]
      | components["schemas"]["SignalFrame"]
      | components["schemas"]["InGroupCallFrame"]
      | components["schemas"]["GroupSignalFrame"]
      | components["schemas"]["PositionFrame"]
      | components["schemas"]["WatchSeatsFrame"]
      | components["schemas"]["PingFrame"];
    ClosedDay: {
      at: string;
      by_id: string;
      by_name: string;
      id: string;
      merchant_id: string;
      moved: number;
      number: number;
      paid_out: number;
      refunded: number;
      refunds: number;
      sales: number;
      sold: number;
    };
    ClosedDays: {
      closed: components["schemas"]["ClosedDay"][];
      open: components["schemas"]["Takings"][];
    };
    CodeFor: { person_id: string };
    CodeInput: { code: string };
    CodeKey: { now: string; number: number; secret: string; step: number };
    CodeSale: { amount: number; code: string; note?: string };
    CodeUse: { code: string };
    CollectionInput: { parcel_id: string };
    CommentPlace: {
      audience:
        | "public"
        | "unlisted"
        | "followers"
        | "mentioned"
        | "contacts"
        | "circles"
        | "me"
        | "thread";
      author_id: string;
      parent_id?: string;
      post_id: string;
    };
    CommentThread: {
      answers?: components["schemas"]["Answered"];
      at: string;
      audience:
        | "public"
        | "unlisted"
        | "followers"
        | "mentioned"
        | "contacts"
        | "circles"
        | "me"
        | "thread";
      author: components["schemas"]["Author"];
      circles?: string[];
      comments: number;
      content: components["schemas"]["PostContent"];
      detached?: boolean;
      edited_at?: string;
      first?: components["schemas"]["Post"][];
      follows?: boolean;
      form: "post" | "repost" | "quote";
      gone?: boolean;
      id: string;
      imported_from?: string;
      liked?: boolean;
      likes: number;
      may_comment?: boolean;
      may_quote?: boolean;
      of?: components["schemas"]["ShownPost"];
      pinned?: boolean;
      removed?: boolean;
      replies: "everyone" | "followers" | "contacts" | "mentioned" | "nobody";
      reposts: number;
      results?: components["schemas"]["PollResults"];
      saved?: boolean;
      text: string;
      under?: components["schemas"]["CommentPlace"];
      uri?: string;
    };
    CommitmentInput: { commitment: string };
    CompInput: { why: string };
    ComplaintInput: {
      item_id?: string | null;
      text: string;
      why: "counterfeit" | "prohibited" | "unsafe" | "misleading" | "fraud" | "other";
    };
    ComplaintsAtDesk: {
      complaints: components["schemas"]["ComplaintShown"][];
      next: string | null;
    };
    ComplaintShown: {
      answer: string;
      answer_by: string;
      answered_at: string | null;
      at: string;
      brand: string;
      brand_merchant_id: string;
      danger: boolean;
      evidence: components["schemas"]["EvidenceShown"][];
      false_before: number;
      for_brand: string;
      for_shop: string;
      id: string;
      item_id: string | null;
      kind: "counterfeit" | "name" | "pictures";
      merchant_id: string;
      ruled_at: string | null;
      side: "brand" | "shop" | null;
      sign: string;
      state: "open" | "answered" | "upheld" | "overturned" | "rejected" | "false" | "withdrawn";
      title: string;
      words: string;
    };
    Confirmation: { expires_at: string; token: string };
    ConfirmedInput: { confirmation?: components["schemas"]["ConfirmingInput"] | string | null };
    ConfirmingInput: {
      order: components["schemas"]["OrderInput"];
      passkey?: components["schemas"]["VerifiedPasskey"] | null;
      password?: string | null;
      pin?: string | null;
    };
    ConfirmInput: { confirmed: boolean };
    Contact: {
      avatar: string | null;
      circles: string[];
      connected: boolean;
      created_at: string;
      fields: components["schemas"]["ContactDetail"][];
      id: string;
      name: string;
      note: string;
      org: string;
      own_name: string;
      person: components["schemas"]["Person"] | null;
      remark: string;
      search: string;
      shared: components["schemas"]["ContactDetail"][];
      sort: string;
      source: string;
      starred: boolean;
      subtitle: string;
      tags: string[];
      unknown: number;
      updated_at: string;
    };
    ContactCardContent: {
      avatar?: string;
      forwarded?: boolean;
      handle?: string;
      kind: "contact";
      name: string;
      person_id?: string;
      vcard?: string;
    };
    ContactChange: {
      circles?: string[];
      note?: string;
      remark?: string;
      starred?: boolean;
      tags?: string[];
    };
    ContactDetail: {
      kind: "phone" | "email" | "address" | "birthday" | "url" | "network" | "note" | "org";
      label: string;
      value: string;
    };
    ContactInput: {
      circles?: string[];
      fields: components["schemas"]["FieldInput"][];
      name: string;
      note?: string;
      org?: string | null;
      starred?: boolean;
      tags?: string[];
    };
    ContactPage: {
      contacts: components["schemas"]["ContactRow"][];
      next: string | null;
      total: number;
    };
    ContactRequest: {
      created_at: string;
      greeting: string;
      id: string;
      person: components["schemas"]["Person"];
      state: "pending" | "accepted" | "declined" | "undelivered" | "over";
    };
    ContactRow: {
      avatar: string | null;
      circles: string[];
      connected: boolean;
      id: string;
      name: string;
      org: string;
      person: components["schemas"]["Person"] | null;
      search: string;
      sort: string;
      starred: boolean;
      subtitle: string;
      tags: string[];
    };
    ContactsInFile: {
      add: number;
      found: number;
      merge: number;
      perhaps: number;
      same: number;
      skip: number;
      stayed: components["schemas"]["KeptAsIs"][];
    };
    Content:
      | components["schemas"]["TextContent"]
      | components["schemas"]["ImageContent"]
      | components["schemas"]["VideoContent"]
      | components["schemas"]["VoiceContent"]
      | components["schemas"]["FileContent"]
      | components["schemas"]["LocationContent"]
      | components["schemas"]["ContactCardContent"]
      | components["schemas"]["StickerContent"]
      | components["schemas"]["MergedContent"]
      | components["schemas"]["CallContent"]
      | components["schemas"]["CardContent"]
      | components["schemas"]["SystemContent"];
    Contents: { n: number; unit: "g" | "ml" | "m" | "m2" | "piece" };
    Conversation: {
      across?: "" | "here" | "there";
      adding?: "all" | "admins";
      announcement?: string;
      archived?: boolean;
      avatar?: string;
      by_note?: boolean;
      hidden?: number[];
      hidden_to?: number;
      id: string;
      joining?: "free" | "approval" | "closed";
      kind: "direct" | "group" | "archive";
      last: components["schemas"]["Message"] | null;
      last_ord: number;
      last_seq: number;
      marked_unread?: boolean;
      member_count?: number;
      members_preview?: components["schemas"]["PersonLabel"][];
      mentioned?: boolean;
      messages: components["schemas"]["Message"][];
      muted?: boolean;
      muted_all?: boolean;
      name: string;
      person?: components["schemas"]["Person"];
      pinned?: boolean;
      read_seq: number;
      request?: "sent" | "received";
      role?: "member" | "admin" | "owner";
      senders?: components["schemas"]["PersonLabel"][];
      their_delivered_seq?: number;
      their_read_seq: number;
      unread: number;
      waiting?: number;
      why_not?: string;
      writable: boolean;
    };
    ConversationList: { conversations: components["schemas"]["Conversation"][] };
    ConversationSettingsInput: {
      archived?: boolean | null;
      marked_unread?: boolean | null;
      muted?: boolean | null;
      pinned?: boolean | null;
    };
    CopyKey: {
      address: string;
      boxes: components["schemas"]["HomeKeyBox"][];
      pid: string;
      sealed: boolean;
    };
    CostPart: { amount: number | null; name: string };
    CostPartInput: { amount?: number | null; name: string };
    CostsInput: { parts: components["schemas"]["CostPartInput"][] };
    CostsShown: { parts: components["schemas"]["CostPart"][] };
    CountBookingInput: { reasons?: components["schemas"]["CountReasonInput"][] };
    CountedInput: { lot?: string; n: number; variant_id: string };
    CounterInput: { code: string };
    CounterShown: {
      extras: components["schemas"]["ExtraShown"][];
      order_id: string;
      ticket: components["schemas"]["TicketShown"];
    };
    CountInput: { counted: number; expected: number };
    CountLineShown: {
      claimed: number;
      counted: number;
      expected: number;
      goods: components["schemas"]["GoodsShown"];
      lot: string;
      reason: "" | "found" | "lost" | "damaged" | "stolen" | "mistake";
      value: number;
    };
    CountReasonInput: {
      lot?: string;
      reason: "" | "found" | "lost" | "damaged" | "stolen" | "mistake";
      variant_id: string;
    };
    CouponBatchInput: {
      kind: "threshold" | "percent" | "exchange";
      least?: number;
      merchant_id: string;
      most?: number | null;
      name: string;
      off?: number | null;
      per_person?: number;
      percent?: number | null;
      price?: number | null;
      units: number;
      until: string;
      variant_id?: string | null;
    };
    CouponBatchStateInput: { state: "running" | "paused" | "stopped" };
    CouponLeft: { id: string; missing: number; name: string; why: "goods" | "least" | "better" };
    CouponOffer: {
      batch_id: string;
      currency: string;
      kind: "threshold" | "percent" | "exchange";
      least: number;
      left: number;
      mine: number;
      most: number | null;
      name: string;
      off: number | null;
      per_person: number;
      percent: number | null;
      price: number | null;
      title: string | null;
      until: string;
      variant_id: string | null;
    };
    CouponOffers: { coupons: components["schemas"]["CouponOffer"][] };
    CouponShown: {
      batch_id: string;
      currency: string;
      id: string;
      kind: "threshold" | "percent" | "exchange";
      least: number;
      merchant_id: string;
      most: number | null;
      name: string;
      off: number | null;
      order_id: string | null;
      percent: number | null;
      price: number | null;
      sign: string;
      state: "held" | "used" | "expired";
      until: string;
      variant_id: string | null;
    };
    CouponTaking: { batch_id: string };
    CouponUsed: { amount: number; id: string; name: string };
    CourierAtDesk: {
      about: string;
      fee: number;
      id: string;
      name: string;
      state: "asked" | "approved" | "refused" | "stopped";
    };
    CourierInput: { about: string; fee?: number };
    Credentials: { handle: string; password: string };
    CreditInput: { credit: number; why: string };
    CreditNoteShown: {
      currency: string;
      gross: number;
      issued_on: string;
      no: number;
      number: string;
    };
    DayList: { orders: components["schemas"]["OpenOrderShown"][]; picks: string[] };
    DaySums: {
      agrees: boolean | null;
      at: string;
      count: number;
      day: string;
      head: string;
      total: number;
    };
    DebtRow: {
      amount: number;
      payee: components["schemas"]["PersonLabel"];
      payer: components["schemas"]["PersonLabel"];
    };
    DebtView: {
      amount: number;
      at: string | null;
      n: number;
      payee: components["schemas"]["PersonLabel"];
      payer: components["schemas"]["PersonLabel"];
      state: "open" | "held" | "paid" | "cash" | "netted" | "dropped";
    };
    DecisionInput: { side: "payer" | "shop" };
    DeliveredFrame: { conversation_id: string; seq: number; t: "delivered" };
    DeliveredUpToFrame: { conversation_id: string; person_id: string; seq: number; t: "delivered" };
    DeliveryRecord: { kept: number; promised: number };
    DepositInput: {
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      terms: string;
    };
    Desk: { clerk: boolean; operator: boolean };
    DeskAnswer: { allowed: boolean; reason?: string };
    DeskEntry: {
      amount: number;
      at: string;
      by_id: string;
      id: string;
      note: string;
      operation_id: string | null;
      person_id: string | null;
      ref: string | null;
      what:
        | "top_up"
        | "statement"
        | "matched"
        | "resolved"
        | "paid_out"
        | "payout_returned"
        | "payout_file"
        | "clerk_added"
        | "clerk_removed"
        | "credit"
        | "looked"
        | "limits"
        | "frozen"
        | "unfrozen"
        | "books"
        | "packets"
        | "partner";
    };
    DeskEventInput: { act: "turn_back" | "lose"; reason: string };
    DeskOrderInput: {
      best?: number;
      category?: number | null;
      seats?: number[];
      show_id: string;
      standing?: number;
    };
    DeskOrderShown: {
      at_desk: boolean;
      cash: number;
      cash_back: number;
      cash_due: number;
      order: components["schemas"]["TicketOrderShown"];
      taken_over: boolean;
      tickets: components["schemas"]["TicketShown"][];
    };
    DeviceLink: {
      address: string;
      code: string;
      created_at: string;
      device_name: string;
      expires_at: string;
    };
    DictationText: { text: string };
    DirectParcelInput: {
      address?: string;
      cash?: number;
      lat?: number | null;
      lon?: number | null;
      name: string;
      phone?: string;
      point_id?: string | null;
      service: "own" | "courier" | "point";
      size?: "S" | "M" | "L" | null;
      weight_g?: number | null;
    };
    Dispute: {
      amount: number;
      at: string;
      kind: "late" | "contradiction" | "claim";
      resolved_at: string | null;
      sale_id: string;
      state: "open" | "forgiven" | "settled" | "refunded" | "refused";
    };
    DisputeAtDesk: {
      amount: number;
      boarded_at: string | null;
      covered: boolean;
      currency: string;
      destination: components["schemas"]["Waypoint"] | null;
      driver_name: string;
      driver_words: string;
      ended_at: string | null;
      fare: number;
      fee: number;
      metres: number;
      opened_at: string;
      origin: components["schemas"]["Waypoint"] | null;
      plate: string;
      price: number;
      ride_id: string;
      rider_name: string;
      rider_words: string;
      seconds: number;
      trace: components["schemas"]["TracePoint"][];
    };
    DisputesAtDesk: { disputes: components["schemas"]["DisputeAtDesk"][] };
    DocumentShown: { at: string; id: string; media_type: string; name: string; size: number };
    DoorCaseAtDesk: {
      buyer_name: string;
      case: components["schemas"]["DoorCaseShown"];
      currency: string;
      ended_at: string | null;
      goods: string[];
      number: string;
      order_id: string;
      paid_by: string;
      sign: string;
      total: number;
    };
    DoorCaseEntryInput: {
      act:
        | "evidence"
        | "agree"
        | "refuse"
        | "send_back"
        | "got_back"
        | "appeal"
        | "drop"
        | "pay"
        | "got_cash";
      sellable?: boolean;
      text?: string;
    };
    DoorCaseEntryShown: {
      act:
        | "open"
        | "ruling"
        | "evidence"
        | "agree"
        | "refuse"
        | "send_back"
        | "got_back"
        | "appeal"
        | "drop"
        | "pay"
        | "got_cash";
      at: string;
      for_shop: string;
      id: string;
      side: "buyer" | "shop" | "town";
      text: string;
      to_buyer: number | null;
    };
    DoorCaseInput: {
      amount?: number | null;
      kind: "refund" | "return";
      text?: string;
      units: components["schemas"]["DoorUnits"][];
    };
    DoorCases: {
      cases: components["schemas"]["DoorCaseShown"][];
      currency: string;
      granted: boolean;
      kinds: ("refund" | "return")[];
      lines: components["schemas"]["AskableLine"][];
    };
    DoorCasesAtDesk: { cases: components["schemas"]["DoorCaseAtDesk"][]; next: string | null };
    DoorCaseShown: {
      amount: number;
      due_at: string | null;
      ended_at: string | null;
      entries: components["schemas"]["DoorCaseEntryShown"][];
      given: number;
      id: string;
      judged: boolean;
      kind: "refund" | "return";
      may: (
        | "evidence"
        | "agree"
        | "refuse"
        | "send_back"
        | "got_back"
        | "appeal"
        | "drop"
        | "pay"
        | "got_cash"
      )[];
      opened_at: string;
      paid_by: "cash" | "wallet" | null;
      state:
        | "asked"
        | "return_wait"
        | "returned"
        | "refused"
        | "appealed"
        | "owed"
        | "given"
        | "denied"
        | "dropped";
      units: components["schemas"]["DoorCaseUnits"][];
    };
    DoorCaseUnits: { amount: number; n: number; no: number; title: string };
    DoorCount: { came: number; gate: string; went: number };
    DoorInput: { label: string; size: "S" | "M" | "L" };
    DoorLineInput: { n: number; variant_id: string };
    DoorLineShown: {
      item_id: string;
      n: number;
      options: string[];
      picture_url: string | null;
      price: number;
      title: string;
    };
    DoorOrderEnd: { why?: string };
    DoorOrderInput: {
      address?: string;
      lat?: number | null;
      lines: components["schemas"]["DoorLineInput"][];
      lon?: number | null;
      merchant_id: string;
      name: string;
      note?: string;
      phone?: string;
      service: "own" | "courier";
      total: number;
    };
    DoorOrders: { next: string | null; orders: components["schemas"]["DoorOrderShown"][] };
    DoorOrderShown: {
      can_pay: boolean;
      created_at: string;
      currency: string;
      delivery_price: number;
      due_at: string | null;
      ended_at: string | null;
      ended_by: "buyer" | "shop" | "time" | null;
      for_address: string;
      for_name: string;
      for_phone: string;
      goods: number;
      id: string;
      lines: components["schemas"]["DoorLineShown"][];
      merchant_id: string;
      note: string;
      number: string;
      paid_at: string | null;
      paid_by: "cash" | "wallet" | null;
      parcel: components["schemas"]["ParcelShown"] | null;
      parcel_id: string | null;
      sent_at: string | null;
      service: "own" | "courier";
      side: "buyer" | "shop";
      sign: string;
      state: "placed" | "sent" | "done" | "returned" | "called_off" | "lost";
      total: number;
      trader: boolean;
      why: string;
    };
    DoorPayment: { confirmation?: components["schemas"]["ConfirmingInput"] | string | null };
    DoorRulingInput: { for_buyer: string; for_shop: string; to_buyer: number };
    DoorTerms: { most: number | null; paused: boolean };
    DoorTermsInput: { most: number | null };
    DoorUnits: { n: number; no: number };
    DoubtedOpening: {
      at: string;
      doubt: "" | "small" | "occupied" | "empty";
      found: string;
      id: string;
      label: string;
      locker_name: string;
      parcel_number: string;
      purpose: "fill" | "fetch" | "collect" | "drop" | "look";
    };
    DoubtInput: { number?: string; what: "small" | "occupied" | "empty" };
    DraftInput: { body: components["schemas"]["PostInput"]; due_at?: string | null };
    Drafts: { drafts: components["schemas"]["PostDraft"][] };
    DrawEndInput: { why: string };
    DrawProof: {
      early: number;
      first: string[];
      maker_commitment: string;
      maker_seed: string;
      method: string;
      root: string;
      tickets: number;
      town_commitment: string;
      town_seed: string;
      units: number;
    };
    DrawSeedInput: { seed: string };
    DriverAtDesk: {
      car: string;
      car_kind: components["schemas"]["DriverCar"];
      documents: ("licence" | "vehicle" | "insurance" | "inspection")[];
      licence: string;
      name: string;
      person_id: string;
      plate: string;
      vetted_until: string | null;
      vetting: "none" | "asked" | "checked" | "refused";
      vetting_reason: string;
    };
    DriverCar: {
      asked_class: "taxi" | "car" | "van" | "bike" | "accessible" | null;
      car_class: "taxi" | "car" | "van" | "bike" | "accessible";
      child_seat: boolean;
      luggage: boolean;
      person_id: string;
      pet: boolean;
      seats: number;
      wheelchair: boolean;
    };
    DriverInput: { car: string; plate: string };
    DriverPosition: {
      at: string;
      driver_id: string;
      heading: number | null;
      lat: number;
      lon: number;
    };
    DriversAtDesk: { drivers: components["schemas"]["DriverAtDesk"][] };
    DriversDay: { fares: number; rides: components["schemas"]["RideShown"][]; tips: number };
    DriversEarnings: {
      currency: string;
      driven_seconds: number;
      periods: components["schemas"]["EarningsOf"][];
      rest_until: string | null;
    };
    DriverShown: {
      avatar_url: string | null;
      car: string;
      driver_id: string;
      fare: number | null;
      name: string;
      plate: string;
      taken: boolean;
    };
    DriverWishesInput: {
      area?: components["schemas"]["WishedArea"] | null;
      cash?: boolean;
      from_hour?: number | null;
      home?: components["schemas"]["Point"] | null;
      meter?: boolean;
      takes?: "all" | "women" | "women_from" | null;
      zone?: string;
    };
    DropCodes: { codes: components["schemas"]["DropCodeShown"][] };
    DropCodeShown: {
      given_at: string;
      id: string;
      person: components["schemas"]["Person"] | null;
      used: boolean;
    };
    DropCostInput: { amount?: number | null; name: string };
    DropHelpers: { helpers: components["schemas"]["HelperShown"][] };
    DropInput: {
      accessories?: string[];
      buy_hours?: number;
      closes_at: string;
      code_units?: number;
      commitment: string;
      costs?: components["schemas"]["DropCostInput"][];
      early_units?: number;
      levels?: ("known" | "checked" | "member")[];
      mode: "lottery" | "queue";
      opens_at?: string | null;
      price: number;
      registered_before?: string | null;
      units: number;
      variant_id: string;
    };
    DropRoundShown: {
      at: string;
      drawn_at: string | null;
      maker_commitment: string;
      n: number;
      town_commitment: string;
      void_at: string | null;
    };
    Drops: { drops: components["schemas"]["DropShown"][]; next: string | null };
    DropShown: {
      accessories: string[];
      buy_hours: number;
      closes_at: string;
      code: string | null;
      code_units: number;
      costs: components["schemas"]["CostPart"][];
      currency: string;
      early_units: number;
      ended_as: "maker" | "shop_closed" | "no_seed" | null;
      ended_why: string | null;
      ends_at: string | null;
      giving_since: string | null;
      id: string;
      item_id: string;
      leads: boolean;
      left: number;
      levels: ("known" | "checked" | "member")[];
      list_until: string;
      margin: number | null;
      merchant_id: string;
      mode: "lottery" | "queue";
      opens_at: string;
      options: string[];
      phase: "announced" | "reserving" | "closed" | "buying" | "over" | "called_off";
      picture_url: string | null;
      price: number;
      registered_before: string;
      right: components["schemas"]["OwnRight"] | null;
      root: string | null;
      rounds: components["schemas"]["DropRoundShown"][];
      seed_by: string | null;
      sign: string;
      ticket: components["schemas"]["OwnTicket"] | null;
      tickets: number;
      title: string;
      units: number;
      variant_id: string;
    };
    DutyInput: { heading?: number | null; lat: number; lon: number };
    EarlierSpare: { at: string; boxes: components["schemas"]["HomeKeyBox"][]; size: number };
    EarningsOf: {
      begins: string;
      cash: number;
      earned: number;
      ends: string;
      fares: number;
      fees: number;
      metres_free: number;
      metres_ridden: number;
      per_hour: number | null;
      rides: number;
      seconds: number;
      tips: number;
    };
    EndInput: { fare?: number | null };
    EnrolmentInput: { price: number | null };
    Entrance: { categories: number[]; name: string };
    EntranceInput: { categories: number[]; name: string };
    Erased: { count: number; set: string };
    EscrowFigures: {
      comes_at: string | null;
      refunded: number;
      refunds: number;
      released: number;
      waiting: number;
    };
    EventInput: {
      about?: string;
      age?: number;
      kind?: "film" | "concert" | "theatre" | "match" | "tour" | "other";
      language?: string;
      merchant_id: string;
      minutes: number;
      name: string;
    };
    EventShown: {
      about: string;
      age: number;
      id: string;
      kind: "film" | "concert" | "theatre" | "match" | "tour" | "other";
      language: string;
      minutes: number;
      name: string;
      poster: components["schemas"]["PosterShown"] | null;
    };
    EvidenceShown: {
      at: string;
      height: number;
      id: string;
      side: "brand" | "shop";
      width: number;
    };
    ExtensionInput: { days: number };
    ExtraShown: {
      full_price: number;
      handed_at: string | null;
      id: string;
      name: string;
      price: number;
      product_id: string;
      state: "held" | "paid" | "handed" | "back";
      units: number;
    };
    FareInput: { product_id: string; ticket_id: string };
    Fault: {
      check: "running" | "state" | "promised" | "holds" | "refunds" | "sums" | "chain" | "strays";
      expected: number | null;
      found: number | null;
      no: number | null;
      place: number | null;
    };
    FeeInput: { base_bp: number; from_at: string; rates?: { [key: string]: number } };
    Fees: {
      most_bp: number;
      notice_days: number;
      now: string | null;
      tables: components["schemas"]["FeeShown"][];
    };
    FeeShown: { base_bp: number; from_at: string; id: string; rates: { [key: string]: number } };
    FieldInput: {
      kind: "phone" | "email" | "address" | "birthday" | "url" | "network" | "note" | "org";
      label: string;
      value: string;
    };
    FileContent: {
      away?: "" | "coming" | "lost";
      file: string;
      forwarded?: boolean;
      kind: "file";
      name: string;
      size: number;
      type: string;
    };
    FileInput: { alt?: string; file: string };
    FillingInput: { least?: "S" | "M" | "L" | null; number: string };
    FindingInput: { found: "inside" | "taken" | "empty" };
    FollowedShops: {
      news: string[];
      next: string | null;
      shops: components["schemas"]["FrontShown"][];
    };
    FollowedTrip: {
      booked_for: string | null;
      car: string;
      code: string | null;
      driver: string;
      ended_at: string | null;
      guest: string;
      minutes: number | null;
      plate: string;
      position: components["schemas"]["Waypoint"] | null;
      rider: string;
      state: "looking" | "coming" | "riding" | "over";
      to: string;
    };
    FollowersInput: { from_hour?: number | null; people: string[]; zone?: string };
    FollowInput: { secret?: boolean };
    FollowShown: {
      followers: number;
      following: boolean;
      least: number;
      member: boolean;
      merchant_id: string;
      most: number;
      news: boolean;
      rule: "followers" | "buyers" | null;
      since: string | null;
    };
    FoundByBarcode: { items: components["schemas"]["ItemSummary"][] };
    FoundMessage: {
      conversation_id: string;
      message: components["schemas"]["Message"];
      snippet: string;
    };
    FreezeInput: { incoming?: boolean; why: string };
    Front: {
      about: string;
      asked_at: string | null;
      brand: string;
      brand_until: string | null;
      created_at: string;
      currency: string;
      hours: string;
      lat: number | null;
      legal: { [key: string]: string };
      let_in_at: string | null;
      lon: number | null;
      look_reason: string;
      merchant_id: string;
      opened_at: string | null;
      pickup: boolean;
      place_id: string | null;
      private_at: string | null;
      return_payer: "buyer" | "shop";
      returns_days: number;
      ships_within: number;
      sign: string;
      state: "draft" | "open" | "resting" | "limited" | "closed";
      state_before: "draft" | "open" | "resting" | "limited" | "closed" | null;
      trader: boolean;
    };
    FrontCard: {
      about?: string;
      gone?: boolean;
      kind: "front";
      picture?: string;
      ref: string;
      sign: string;
      verified_brand?: string;
    };
    FrontFrame: { t: "front"; yes: boolean };
    FrontInput: {
      about?: string;
      hours?: string;
      lat?: number | null;
      legal?: { [key: string]: string };
      lon?: number | null;
      pickup?: boolean;
      place_id?: string | null;
      return_payer?: "buyer" | "shop";
      returns_days?: number;
      ships_within?: number;
      sign: string;
      trader?: boolean;
    };
    FrontShown: {
      about: string;
      currency: string;
      hours: string;
      lat: number | null;
      legal: { [key: string]: string };
      lon: number | null;
      merchant_id: string;
      opened_at: string | null;
      pickup: boolean;
      picture_url: string | null;
      place_id: string | null;
      return_payer: "buyer" | "shop";
      returns_days: number;
      ships_within: number;
      sign: string;
      state: "draft" | "open" | "resting" | "limited" | "closed";
      trader: boolean;
      verified_brand: string | null;
    };
    FrontStateInput: { state: "open" | "resting" };
    GapFrame: { t: "gap" };
    GateKey: { number: number; public: string; secret: string | null };
    GateKnown: {
      gate: string | null;
      out_at: string | null;
      paper: boolean;
      proof: string;
      ticket: string;
      turn: number;
      used_at: string | null;
      void: boolean;
    };
    GateList: {
      categories: string[];
      entrances: components["schemas"]["Entrance"][];
      inside: number;
      keys: components["schemas"]["GateKey"][];
      known: components["schemas"]["GateKnown"][];
      made_at: string;
      name: string;
      numbers: string[];
      opens_at: string | null;
      re_entry: boolean;
      rows: string[];
      searches: boolean;
      show: number;
      show_id: string;
      starts_at: string;
      until: string | null;
    };
    GiftInput: { message?: string; present_id?: string | null };
    GiftShown: { hidden: boolean; message: string };
    GivenUpOrder: {
      amount: number;
      buyer_id: string;
      buyer_name: string;
      currency: string;
      event: string;
      id: string;
      problem: string;
      show_id: string;
      since: string;
      starts_at: string;
    };
    GivenUpOrders: { orders: components["schemas"]["GivenUpOrder"][] };
    GoodsInFile: {
      changed: number;
      currency: string;
      files: number;
      first: components["schemas"]["GoodsRow"][];
      missing: number;
      money: string;
      new: number;
      same: number;
      shop: string;
      stayed: number;
      unsorted: number;
      variants: number;
    };
    GoodsRow: {
      becomes: "new" | "changed" | "same";
      price: number;
      title: string;
      variants: number;
    };
    GoodsShown: {
      gtin: string;
      item_id: string;
      options: string[];
      picture_url: string | null;
      sku: string;
      title: string;
      variant_id: string;
    };
    GridInput: { aisle_after?: number; category: string; rows: number; seats: number };
    GroupCallFrame: { call: components["schemas"]["LiveGroupCall"]; t: "group_call" };
    GroupCallJoin: { device?: string | null };
    GroupCallSeat: { person: components["schemas"]["PersonLabel"]; seat: number };
    GroupCallsFrame: { calls: components["schemas"]["LiveGroupCall"][]; t: "group_calls" };
    GroupElsewhere: {
      id: string;
      joining: "free" | "approval" | "closed";
      member_count: number;
      name: string;
      state: "none" | "asked" | "member" | "refused";
      why: string | null;
    };
    GroupHome: {
      asleep_since: string | null;
      brought: components["schemas"]["BroughtHistory"][];
      changes: components["schemas"]["GroupWaiting"][];
      here: boolean;
      home: string;
      may_carry_on: boolean;
      towns: string[];
      waiting: number;
    };
    GroupJoinInput: { greeting?: string };
    GroupLink: { token: string; url: string };
    GroupMember: {
      card: string;
      joined_at: string;
      name: string;
      person: components["schemas"]["Person"];
      role: "member" | "admin" | "owner";
    };
    GroupMembers: { members: components["schemas"]["GroupMember"][]; next: string | null };
    GroupPatch: {
      adding?: "all" | "admins" | null;
      announcement?: string | null;
      joining?: "free" | "approval" | "closed" | null;
      muted_all?: boolean | null;
      name?: string | null;
    };
    GroupPreview: {
      avatar: string | null;
      id: string;
      joining: "free" | "approval" | "closed";
      member_count: number;
      members_preview: components["schemas"]["PersonLabel"][];
      name: string;
      state: "none" | "asked" | "member";
    };
    GroupSignalFrame: {
      call_id: string;
      seat: number;
      signal:
        | components["schemas"]["ReadySignal"]
        | components["schemas"]["OfferSignal"]
        | components["schemas"]["AnswerSignal"]
        | components["schemas"]["CandidateSignal"]
        | components["schemas"]["SendsSignal"];
      t: "group_signal";
    };
    GroupWaiting: {
      at: string;
      code: string | null;
      id: string;
      what: "add" | "remove" | "leave" | "role" | "name" | "announce" | "mute" | "unmute" | "card";
    };
    GroupWishInput: {
      person_ids?: string[];
      role?: "member" | "admin" | "owner";
      text?: string;
      what: "add" | "remove" | "leave" | "role" | "name" | "announce" | "mute" | "unmute" | "card";
    };
    GuestLetIn: { entrance?: string; gate: string; scan_id: string };
    GuestLink: { link: string };
    Guests: { guests: components["schemas"]["GuestShown"][]; too_many: boolean };
    GuestSearch: { name: string };
    GuestShown: {
      category: number;
      inside: boolean;
      name: string;
      seat: number | null;
      ticket: string;
    };
    HailInput: {
      at?: string | null;
      car_class?: "taxi" | "car" | "van" | "bike" | "accessible";
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      destination: components["schemas"]["PlaceInput"];
      guest?: string;
      mode?: "fixed" | "meter" | "cash";
      needs?: components["schemas"]["RideNeeds"];
      origin: components["schemas"]["PlaceInput"];
      paid_by?: string | null;
      price: number;
      stops?: components["schemas"]["PlaceInput"][];
    };
    HailShown: {
      accepted_at: string | null;
      arrived_at: string | null;
      asked: number | null;
      boarded_at: string | null;
      booked_for: string | null;
      cancel_fee: number;
      car: string;
      car_class: "taxi" | "car" | "van" | "bike" | "accessible";
      change: components["schemas"]["TripChangeShown"] | null;
      code: string | null;
      earned: number;
      ended_at: string | null;
      expected_at: string | null;
      fee: number;
      guest: string;
      least: number;
      lines: components["schemas"]["PriceLine"][];
      metres: number;
      mode: "fixed" | "meter" | "cash";
      most: number;
      needs: components["schemas"]["RideNeeds"];
      payer_id: string | null;
      payer_name: string;
      position: components["schemas"]["DriverPosition"] | null;
      price: number;
      reason: string;
      rider_sum: number | null;
      seconds: number;
      stops: components["schemas"]["Waypoint"][];
      thanks: number;
      waiting: components["schemas"]["RideWaiting"] | null;
      why: "" | "funds" | "busy" | "unpaid";
    };
    HallInput: {
      grid?: components["schemas"]["GridInput"] | null;
      name: string;
      plan?: { [key: string]: unknown } | null;
      venue_id: string;
    };
    HallShown: { categories: string[]; id: string; name: string; seats: number; venue_id: string };
    HallVersions: { versions: components["schemas"]["HallVersionShown"][] };
    HallVersionShown: { made_at: string; plan: string; shows: number; version: number };
    HandedOut: { parcels: components["schemas"]["ParcelShown"][] };
    HandingInput: { act: string; code: string };
    HandleAnswer: {
      free: boolean;
      handle: string;
      reason: "taken" | "reserved" | "malformed" | null;
    };
    HandoutInput: { code: string };
    HeadShown: { alt: string; height: number; url: string; width: number };
    HeatCell: {
      middle: components["schemas"]["Point"];
      people: number;
      unserved: number;
      x: number;
      y: number;
    };
    HeatNow: { cells: components["schemas"]["HeatCell"][]; zoom: number };
    HeldSpare: {
      address: string;
      boxes: components["schemas"]["HomeKeyBox"][];
      earlier: components["schemas"]["EarlierSpare"][];
      fresh_at: string;
      pid: string;
      records: number;
      size: number;
      until: string | null;
    };
    HelloFrame: {
      away?: number | null;
      cursor?: string | null;
      device?: string | null;
      t: "hello";
    };
    HelpAtDesk: {
      calls: components["schemas"]["HelpCallAtDesk"][];
      numbers: components["schemas"]["HelpNumber"][];
    };
    HelpCallAtDesk: {
      at: string;
      by_driver: boolean;
      id: string;
      name: string;
      other_name: string;
      plate: string;
      position: components["schemas"]["Waypoint"] | null;
      ride_id: string;
      state: string;
    };
    HelperInput: { searches?: boolean };
    HelperNamed: { looked: number; person: components["schemas"]["Person"]; searches: boolean };
    HelperShown: { at: string; person: components["schemas"]["Person"]; reason: string };
    HelpInput: { id: string };
    HelpNumber: { name: string; number: string };
    HelpNumbersInput: { numbers: components["schemas"]["HelpNumber"][] };
    HiddenInput: { seqs?: number[]; up_to?: number | null };
    Highlights: {
      may_pin: boolean;
      pins: components["schemas"]["PinnedMessage"][];
      starred: number[];
    };
    Hindrance: { code: string | null; where: string | null };
    History: {
      messages: components["schemas"]["Message"][];
      more: boolean;
      people: components["schemas"]["PersonLabel"][];
    };
    HistoryPage: { more: boolean; next: number; rows: components["schemas"]["HistoryRow"][] };
    HistoryRow: {
      amount: number;
      at: string;
      category:
        | "people"
        | "shops"
        | "rides"
        | "orders"
        | "bills"
        | "packets"
        | "refunds"
        | "top_up"
        | "pay_out"
        | "other";
      code: number;
      held: boolean;
      id: string;
      no: number;
      note: string;
      purpose: string | null;
      with_avatar: string | null;
      with_id: string | null;
      with_kind:
        | "person"
        | "merchant"
        | "escrow"
        | "packet"
        | "hold"
        | "fee"
        | "suspense"
        | "issuer"
        | "clearing";
      with_name: string;
    };
    HistorySums: {
      came_in: number;
      categories: components["schemas"]["CategorySum"][];
      went_out: number;
    };
    HolderInput: { person_id: string };
    HolderMessageInput: { text: string };
    HolderMessages: { messages: components["schemas"]["HolderMessageShown"][] };
    HolderMessageShown: { at: string; id: string; people: number; text: string };
    HoldFrame: { over?: boolean; t: "hold" };
    HomeKeyBox: {
      box: string;
      by: "code" | "passkey";
      nonce: string;
      passkey?: string;
      salt: string;
    };
    HomeKeyInput: { passphrase: string };
    Host: {
      dead: boolean;
      failing_since: string | null;
      failures: number;
      host: string;
      next_try_at: string | null;
      rule: string | null;
    };
    HostRuleDecision: {
      at: string;
      host: string;
      operator_id: string | null;
      reason: string;
      rule: string | null;
    };
    HostRuleDecisions: { decisions: components["schemas"]["HostRuleDecision"][] };
    HostRuleInput: { reason?: string; rule: "allowed" | "blocked" | "none" };
    Hosts: { hosts: components["schemas"]["Host"][] };
    HourFigures: { at: string; back: number; category: number; sold: number };
    HoursInput: { ends_at: number; leaves_at: number; weekdays: number[]; zone?: string };
    HouseSeats: { seats: number[] };
    IceServer: { credential?: string; urls: string[]; username?: string };
    IceServers: { expires_at: string; servers: components["schemas"]["IceServer"][] };
    ImageContent: {
      away?: "" | "coming" | "lost";
      file: string;
      forwarded?: boolean;
      height: number;
      kind: "image";
      name?: string;
      size: number;
      thumb?: string;
      type: string;
      width: number;
    };
    Import: {
      also: ("contacts" | "chats" | "posts" | "goods")[];
      applied_at: string | null;
      chats: components["schemas"]["ChatsInFile"] | null;
      contacts: components["schemas"]["ContactsInFile"] | null;
      counts: components["schemas"]["ImportCount"][];
      created_at: string;
      done: number;
      format: string;
      goods: components["schemas"]["GoodsInFile"] | null;
      id: string;
      name: string;
      options: components["schemas"]["ImportOptions"];
      posts: components["schemas"]["PostsInFile"] | null;
      problems: components["schemas"]["ImportRemark"][];
      skipped: number;
      state: "previewed" | "working" | "applied" | "failed" | "undone";
      target: "contacts" | "chats" | "posts" | "goods";
    };
    ImportConversation: {
      chosen: boolean;
      conversation_id: string;
      entries: number;
      files: number;
      first_at: string | null;
      group: boolean;
      known: boolean;
      last_at: string | null;
      missing: number;
      n: number;
      source: string;
      title: string;
    };
    ImportConversations: {
      conversations: components["schemas"]["ImportConversation"][];
      next: number | null;
    };
    ImportCount: {
      brought: number;
      kind: string;
      known: number;
      seen: number;
      skipped: { [key: string]: number };
    };
    ImportDecisionInput: { decision: "add" | "merge" | "skip" };
    ImportedTrace: {
      at: string | null;
      kind: "follow" | "like" | "save" | "block" | "mute" | "domain" | "list";
      person: components["schemas"]["Author"] | null;
      source: string;
      text: string;
      value: string;
    };
    ImportItem: {
      decision: "add" | "merge" | "same" | "skip";
      match: components["schemas"]["LikelyMatch"] | null;
      n: number;
      name: string;
      properties: number;
      reason: "new" | "perhaps" | "match" | "nothing_new" | "twice" | "group" | "chosen";
      unknown: number;
    };
    ImportOptions: {
      audience: "public" | "unlisted" | "followers" | "contacts" | "me";
      category: string;
      day_first: boolean | null;
      kinds: ("post" | "reply" | "repost" | "private")[] | null;
      rate: string;
      shop: string | null;
      zone: string;
    };
    ImportOptionsInput: {
      audience?: "public" | "unlisted" | "followers" | "contacts" | "me";
      category?: string;
      conversations?: number[] | null;
      day_first?: boolean | null;
      kinds?: ("post" | "reply" | "repost" | "private")[] | null;
      rate?: string;
      shop?: string;
      zone?: string;
    };
    ImportPeople: { next: number | null; people: components["schemas"]["ImportPerson"][] };
    ImportPerson: {
      contact_id: string | null;
      contact_name: string;
      decision: "me" | "contact" | "outsider";
      entries: number;
      key: string;
      name: string;
    };
    ImportRemark: { kept: boolean; place: string; reason: string };
    InCallFrame: { call_id: string; t: "in_call" };
    InGroupCallFrame: { call_id: string; t: "in_group_call" };
    InvitationElsewhere: { address: string; expires_at: string; name: string };
    InvitationInput: { contact_id?: string | null };
    InvitationLink: { contact_id: string | null; expires_at: string; id: string; url: string };
    InvitationLook: {
      by: string;
      role: "owner" | "manager" | "agent" | "packer" | "cashier";
      shop: components["schemas"]["Shop"];
      until: string;
    };
    InvitationShown: { expires_at: string; from: components["schemas"]["Person"]; name: string };
    InvoiceShown: {
      credit_notes: components["schemas"]["CreditNoteShown"][];
      currency: string;
      gross: number;
      issued_on: string;
      net: number;
      number: string;
      taxes: components["schemas"]["TaxShare"][];
    };
    ItemCard: {
      currency?: string;
      gone?: boolean;
      in_stock?: boolean;
      kind: "item";
      picture?: string;
      price?: number;
      ref: string;
      sign?: string;
      title: string;
      titles?: { [key: string]: string };
      varies?: boolean;
      verified_brand?: string;
    };
    ItemForSale: {
      attributes: { [key: string]: string };
      body: string;
      brand: string;
      category: string;
      currency: string;
      id: string;
      kind: "new" | "used" | "made" | "digital" | "service";
      options: components["schemas"]["ItemOption"][];
      pictures: components["schemas"]["PictureShown"][];
      published_at: string | null;
      shop: components["schemas"]["FrontShown"];
      tax_class: "standard" | "reduced" | "reduced2" | "zero" | "exempt";
      texts: { [key: string]: { [key: string]: string } };
      title: string;
      variants: components["schemas"]["VariantShown"][];
    };
    ItemInput: {
      attributes?: { [key: string]: string };
      body?: string;
      brand?: string;
      category?: string;
      handle?: string;
      kind?: "new" | "used" | "made" | "digital" | "service";
      merchant_id: string;
      options?: components["schemas"]["ItemOption"][];
      tax_class?: "standard" | "reduced" | "reduced2" | "zero" | "exempt";
      texts?: { [key: string]: { [key: string]: string } };
      title: string;
      variants: components["schemas"]["VariantInput"][];
    };
    ItemOption: { name: string; values: string[] };
    ItemPage: { items: components["schemas"]["ImportItem"][]; next: number | null };
    ItemPictures: { pictures: components["schemas"]["PictureShown"][] };
    ItemReviews: {
      next: number | null;
      reviews: components["schemas"]["ReviewShown"][];
      stars: components["schemas"]["StarsOfItem"];
    };
    ItemShown: { dropped: boolean | null; label: string; name: string; price: number };
    ItemSummary: {
      before: number | null;
      category: string;
      currency: string;
      id: string;
      in_stock: boolean;
      kind: "new" | "used" | "made" | "digital" | "service";
      merchant_id: string;
      metres: number | null;
      picture: components["schemas"]["PictureShown"] | null;
      price: number;
      sign: string;
      title: string;
      titles: { [key: string]: string };
      varies: boolean;
      verified_brand: string | null;
    };
    JoinAnswer: { me: components["schemas"]["Me"]; recovery_codes: string[] };
    JoinDecision: { accept: boolean };
    JoinInput: {
      display_name: string;
      handle: string;
      id: string;
      invitation?: string | null;
      language: "en" | "zh-CN";
      operator_code?: string | null;
      passkey?: components["schemas"]["NewPasskey"] | null;
      password?: string | null;
    };
    JoinRequest: { created_at: string; greeting: string; person: components["schemas"]["Person"] };
    KeptAsIs: { contact_id: string; name: string; reason: "edited" };
    KeptBack: { seats: number[] };
    KeptStockShown: {
      currency: string;
      expiring: number;
      low: number;
      next: number | null;
      places: components["schemas"]["StockPlaceShown"][];
      units: number;
      value: number;
      variants: components["schemas"]["KeptVariantShown"][];
      without_cost: number;
    };
    KeptVariantShown: {
      cost: number | null;
      expected: number;
      free: number;
      gtin: string;
      is_low: boolean;
      item_id: string;
      low_water: number | null;
      moving: number;
      options: string[];
      picture_url: string | null;
      shelves: { [key: string]: string };
      sku: string;
      there: components["schemas"]["ShelvedShown"][];
      title: string;
      units: number;
      value: number;
      variant_id: string;
    };
    KeyInput: { arrival: string; next?: string; passphrase?: string };
    KnownTown: {
      asleep_since: string | null;
      domain: string;
      state: "awake" | "asleep" | "key_changed" | "new";
      waiting: number;
    };
    LabelInput: { number: string };
    LastBackup: { archived_at: string | null; made_at: string | null; proved_at: string | null };
    LearntTimes: { longer: number | null; rides: number };
    Leaving: {
      created_at: string;
      domain: string;
      id: string;
      state: "allowed" | "copying" | "moved" | "gone" | "ended";
    };
    LeavingInput: {
      handle: string;
      passkey?: components["schemas"]["VerifiedPasskey"] | null;
      password?: string | null;
    };
    LeavingResult: {
      erased: components["schemas"]["Erased"][];
      silent: components["schemas"]["SilentTown"][];
    };
    LicenceInput: { licence: string };
    LikelyMatch: { contact_id: string; n: number | null; name: string; on: string[] };
    Likers: { people: components["schemas"]["Author"][] };
    LimitsInput: {
      code_daily: number;
      code_once: number;
      passkey?: components["schemas"]["VerifiedPasskey"] | null;
      password?: string | null;
      small_daily: number;
      small_once: number;
      step_up: number;
    };
    LineAgain: {
      became: "put" | "fewer" | "sold_out" | "gone";
      n: number;
      no: number;
      options: string[];
      price_now: number | null;
      price_then: number;
      title: string;
    };
    Link: { site?: string; text?: string; title?: string; url: string };
    LinkedSession: { me: components["schemas"]["Me"] };
    LinkInput: { id: string };
    LinkOffer: { code: string; expires_at: string; id: string; url: string };
    LinkPending: { state: "waiting" };
    ListedTogether: { tickets: string[] };
    ListInput: { name: string };
    ListPage: {
      id: string;
      name: string;
      people: components["schemas"]["PersonSummary"][];
      replies: "none" | "list" | "followed";
    };
    ListPeople: { person_ids: string[] };
    Lists: { lists: components["schemas"]["ReadingList"][] };
    LiveCall: {
      about?: string;
      answered_at?: string;
      began_at: string;
      conversation_id: string | null;
      device?: string;
      duration_s?: number;
      ended_at?: string;
      id: string;
      media: "voice" | "video";
      outcome?: "answered" | "missed" | "declined" | "cancelled" | "busy" | "unreachable";
      outgoing: boolean;
      person: components["schemas"]["PersonLabel"];
      state: "ringing" | "answered" | "ended";
    };
    LiveGroupCall: {
      began_at: string;
      conversation_id: string;
      duration_s?: number;
      ended_at?: string;
      id: string;
      media: "voice" | "video";
      rings: string[];
      seats: components["schemas"]["GroupCallSeat"][];
      starter_id?: string;
      turn: number;
    };
    LiveGroupCalls: { calls: components["schemas"]["LiveGroupCall"][] };
    LiveLocationInput: { conversation_id: string; minutes: 15 | 60 | 480 };
    LiveLocations: { shares: components["schemas"]["LiveLocationShown"][] };
    LiveLocationShown: {
      avatar_url: string | null;
      began_at: string;
      conversation_id: string;
      ended_at: string | null;
      id: string;
      name: string;
      person_id: string;
      place: components["schemas"]["LivePlace"] | null;
      runs: boolean;
      until: string;
    };
    LivePlace: { accuracy: number; at: string; lat: number; lon: number };
    LivePlaceInput: { accuracy?: number; lat: number; lon: number };
    LocationContent: {
      address?: string;
      forwarded?: boolean;
      kind: "location";
      lat: number;
      lon: number;
      name?: string;
    };
    LockerAtRound: {
      free: { [key: string]: number };
      in_service: boolean;
      online: boolean;
      point: components["schemas"]["PointShown"];
      to_lay_in: components["schemas"]["ParcelShown"][];
      to_take: components["schemas"]["ParcelShown"][];
    };
    LockerInput: {
      about: string;
      doors: components["schemas"]["DoorInput"][];
      fee?: number;
      keeps_days?: number;
      lat: number;
      lon: number;
      merchant_id: string;
      name: string;
    };
    LockerKey: { key: string; machine: string };
    LockerPoints: { points: components["schemas"]["PointShown"][] };
    LockerRound: { lockers: components["schemas"]["LockerAtRound"][] };
    LockersDesk: {
      doors: components["schemas"]["UnknownDoor"][];
      doubts: components["schemas"]["DoubtedOpening"][];
    };
    Looked: { looked: number; person: components["schemas"]["Person"] };
    LotUnitsInput: { lot?: string; n: number; variant_id: string };
    MachineInput: {
      lat?: number | null;
      lon?: number | null;
      merchant_id: string;
      name: string;
      place?: string;
    };
    MachineKey: { key: string; machine: string };
    Machines: { machines: components["schemas"]["OwnMachine"][] };
    MachineSale: {
      amount: number;
      captured: number;
      created_at: string;
      dispute: components["schemas"]["Dispute"] | null;
      id: string;
      items: components["schemas"]["ItemShown"][];
      offline: boolean;
      refunded: number;
      state: "authorised" | "commanded" | "dispensed" | "failed" | "unknown";
    };
    MachineSales: { sales: components["schemas"]["MachineSale"][] };
    MarketCategories: { categories: components["schemas"]["MarketCategory"][] };
    MarketCategory: { en: string; google: number; id: string; parent: string; zh: string };
    MarketFronts: { shops: components["schemas"]["FrontShown"][] };
    MarketPage: {
      alike: boolean;
      brands: components["schemas"]["BrandCount"][];
      categories: components["schemas"]["CategoryCount"][];
      in_stock: number;
      items: components["schemas"]["ItemSummary"][];
      next: number | null;
      total: number;
      verified: number;
    };
    Me: {
      about: string;
      address: string;
      avatar: string | null;
      created_at: string;
      display_name: string;
      emojis?: { [key: string]: string };
      handle: string;
      has_password: boolean;
      id: string;
      kind: "person" | "remote" | "erased";
      language: "en" | "zh-CN";
      moved_to?: string;
      operator: boolean;
      passkeys: number;
      recovery_codes_left: number;
      service?: boolean;
    };
    MemberPriceInput: { price: number | null };
    MemberRuleInput: { kind: "followers" | "buyers" | null; least?: number };
    Mention: { handle: string; person_id: string };
    Merge: {
      absorbed_name: string;
      created_at: string;
      id: string;
      keep: string;
      name: string;
      undone_at: string | null;
    };
    MergedContent: {
      forwarded?: boolean;
      items: components["schemas"]["MergedItem"][];
      kind: "merged";
      title: string;
    };
    MergedItem: {
      at: string;
      body: string;
      kind:
        | "contact"
        | "file"
        | "image"
        | "location"
        | "merged"
        | "sticker"
        | "text"
        | "video"
        | "voice";
      meta?: Record<string, unknown>;
      name: string;
    };
    MergeInput: { absorb: string; keep: string };
    Message: {
      body: string;
      client_id: string;
      conversation_id: string;
      created_at: string;
      edited_at?: string;
      hidden?: boolean;
      imported?: string;
      kind:
        | "text"
        | "image"
        | "video"
        | "voice"
        | "file"
        | "location"
        | "contact"
        | "sticker"
        | "merged"
        | "edit"
        | "recall"
        | "reaction"
        | "system"
        | "call"
        | "card";
      mentions?: string[];
      meta?: { [key: string]: unknown };
      ord: number;
      reactions?: components["schemas"]["Reaction"][];
      recalled?: boolean;
      ref?: number;
      sender_id: string;
      seq: number;
    };
    MessageFrame: { message: components["schemas"]["Message"]; t: "message" };
    MeterInput: { fare: number };
    MinuteFigures: { at: string; came: number; gate: string };
    MirrorRoom: { held: components["schemas"]["MirrorRow"][]; most: number; room: number };
    MirrorRow: {
      address: string;
      domain: string;
      given_up_at: string | null;
      heard_at: string;
      used: number;
    };
    MisuseAnswerInput: { words: string };
    MisuseInput: {
      by_id: string;
      danger?: boolean;
      item_id?: string | null;
      kind: "counterfeit" | "name" | "pictures";
      merchant_id: string;
      words: string;
    };
    MisuseRulingInput: {
      for_brand: string;
      for_shop: string;
      outcome: "upheld" | "rejected" | "false";
    };
    ModerationActionInput: {
      act:
        | "remove_post"
        | "restore_post"
        | "remove_review"
        | "restore_review"
        | "remove_item"
        | "restore_item"
        | "remove_shop"
        | "restore_shop"
        | "quiet"
        | "close"
        | "release"
        | "verify_person"
        | "verify_organisation"
        | "unverify"
        | "hide_topic"
        | "show_topic"
        | "dismiss";
      days?: number | null;
      reason: string;
      ref: string;
      report_id?: string | null;
    };
    ModerationDecision: {
      act: string;
      answer: string | null;
      appeal: string | null;
      appeal_state: string | null;
      appealed_at: string | null;
      at: string;
      id: string;
      operator_id: string | null;
      person_id: string | null;
      reason: string;
      ref: string;
      report_id: string | null;
    };
    ModerationDecisions: { decisions: components["schemas"]["ModerationDecision"][] };
    ModerationLog: {
      decisions: components["schemas"]["ModerationDecision"][];
      people: components["schemas"]["Person"][];
    };
    Moment: {
      answers?: components["schemas"]["Answered"];
      at: string;
      audience:
        | "public"
        | "unlisted"
        | "followers"
        | "mentioned"
        | "contacts"
        | "circles"
        | "me"
        | "thread";
      author: components["schemas"]["Author"];
      circles?: string[];
      comments: number;
      content: components["schemas"]["PostContent"];
      detached?: boolean;
      edited_at?: string;
      follows?: boolean;
      form: "post" | "repost" | "quote";
      gone?: boolean;
      id: string;
      imported_from?: string;
      liked?: boolean;
      likers?: components["schemas"]["Author"][];
      likes: number;
      may_comment?: boolean;
      may_quote?: boolean;
      of?: components["schemas"]["ShownPost"];
      pinned?: boolean;
      remarks?: components["schemas"]["MomentRemark"][];
      removed?: boolean;
      replies: "everyone" | "followers" | "contacts" | "mentioned" | "nobody";
      reposts: number;
      results?: components["schemas"]["PollResults"];
      saved?: boolean;
      text: string;
      under?: components["schemas"]["CommentPlace"];
      uri?: string;
    };
    MomentRemark: {
      at: string;
      author: components["schemas"]["Author"];
      id: string;
      media?: components["schemas"]["PostMedia"][];
      mentions?: components["schemas"]["Mention"][];
      parent_id?: string;
      text: string;
      to?: components["schemas"]["Author"];
      warning?: string;
    };
    MomentRules: { rules: components["schemas"]["MomentsRule"][] };
    Moments: { next: string | null; posts: components["schemas"]["Moment"][] };
    MomentsRule: { hide_mine: boolean; hide_theirs: boolean; person_id: string };
    MoneyRequestInput: { amount: number; currency: string; note?: string; of: string };
    MoneyTransfer: {
      amount: number;
      currency: string;
      ended_at: string | null;
      expires_at: string | null;
      id: string;
      made_at: string;
      note: string;
      operation_id: string;
      payee: number;
      payer: number;
      receiver_id: string;
      request_id: string | null;
      sender_id: string;
      state: "waiting" | "accepted" | "declined" | "cancelled" | "returned";
    };
    MoveInput: { address: string };
    Mute: { kind: "person" | "word" | "topic" | "domain"; until: string | null; value: string };
    MuteInput: {
      kind: "person" | "word" | "topic" | "domain";
      until?: string | null;
      value: string;
    };
    Mutes: { mutes: components["schemas"]["Mute"][] };
    NackFrame: {
      client_id: string;
      code: string;
      conversation_id: string;
      detail?: string;
      t: "nack";
      title: string;
    };
    NearByMode: {
      drivers: "none" | "few" | "some" | "many";
      mode: "fixed" | "meter" | "cash";
      pickup_minutes: number | null;
    };
    NetBalance: { amount: number; person: components["schemas"]["PersonLabel"] };
    NettingInput: { conversation_id: string };
    NewArriving: { address: string };
    NewCall: { device?: string | null; media: "voice" | "video"; person_id: string };
    NewGroup: { name?: string; person_ids: string[] };
    NewGroupCall: { conversation_id: string; device?: string | null; media: "voice" | "video" };
    NewLeaving: { challenge: string; domain: string };
    NewMembers: { person_ids: string[] };
    NewMessage: {
      body?: string;
      kind?:
        | (
            | "text"
            | "image"
            | "video"
            | "voice"
            | "file"
            | "location"
            | "contact"
            | "sticker"
            | "merged"
          )
        | ("edit" | "recall" | "reaction");
      mentions?: string[];
      meta?: { [key: string]: unknown } | null;
      ref?: number | null;
    };
    NewMoments: { by: components["schemas"]["Author"] | null };
    NewPasskey: { challenge_id: string; credential: { [key: string]: unknown }; name: string };
    NewPassword: {
      current_password?: string | null;
      passkey?: components["schemas"]["VerifiedPasskey"] | null;
      password: string;
      sign_out_client_apps?: boolean;
    };
    NewPost: {
      and_comment?: boolean;
      answers?: string;
      audience?:
        | "public"
        | "unlisted"
        | "followers"
        | "mentioned"
        | "contacts"
        | "circles"
        | "me"
        | "thread";
      circles?: string[];
      files?: string[][];
      form?: "post" | "repost" | "quote";
      language?: string;
      link?: string;
      minutes?: number;
      multiple?: boolean;
      of?: string;
      options?: string[];
      place?: components["schemas"]["PostLocation"];
      replies?: "everyone" | "followers" | "contacts" | "mentioned" | "nobody";
      text?: string;
      title?: string;
      warning?: string;
    };
    NewReport: { conversation_id: string; reason?: string; seqs: number[] };
    NewSale: { amount: number; note?: string };
    NewsInput: { item_id?: string | null; merchant_id: string; text: string };
    NewsPage: { news: components["schemas"]["ShopNewsShown"][]; next: string | null };
    NewSpare: { domain: string };
    NewsRoom: { left: number; most: number; next_at: string | null };
    NewsTaken: { taken: number };
    NewSubscription: { auth: string; endpoint: string; p256dh: string };
    NightlyCheck: {
      at: string;
      batch: number;
      faults: components["schemas"]["Fault"][];
      heads: string;
      id: number;
      transfers: number;
    };
    NotificationCount: { count: number };
    NotificationEntry: {
      at: string;
      comment_id?: string;
      count: number;
      emojis?: { [key: string]: string };
      id: string;
      kind: string;
      new: boolean;
      people: components["schemas"]["Author"][];
      post?: components["schemas"]["Post"];
      text?: string;
    };
    NotificationPage: {
      next: string | null;
      notices: components["schemas"]["NotificationEntry"][];
    };
    ObjectionInput: { words: string };
    OfferAnswer: { accept: boolean };
    OfferShown: {
      amount: number;
      currency: string;
      items: components["schemas"]["ItemShown"][];
      machine_id: string;
      machine_name: string;
      merchant_name: string;
      online: boolean;
      place: string;
    };
    OfferSignal: { kind: "offer"; round: number; sdp: string };
    OfflineKey: { key: string };
    OnBoardInput: { code?: string | null };
    Opened: { again: boolean; amount: number; currency: string; packet_id: string };
    OpenedLink: {
      currency: string;
      days: number;
      item_id: string;
      own: boolean;
      reward: number | null;
      sharer: components["schemas"]["Person"] | null;
      title: string;
    };
    OpeningInput: { phrase?: string | null };
    OpeningShown: {
      at: string;
      doubt: "" | "small" | "occupied" | "empty";
      id: string;
      inside: boolean | null;
      label: string;
      locker_id: string;
      locker_name: string;
      parcel_id: string | null;
      purpose: "fill" | "fetch" | "collect" | "drop" | "look";
      size: "S" | "M" | "L";
      state: "asked" | "open" | "done" | "failed" | "unknown";
      until: string;
    };
    OpenOrderShown: {
      delivery: string;
      due_at: string | null;
      for_name: string;
      is_taken: boolean;
      number: string;
      order_id: string;
      things: number;
      units: number;
    };
    OpenPayout: {
      amount: number;
      ended_at: string | null;
      file_id: string | null;
      iban: string;
      id: string;
      made_at: string;
      name: string;
      operation_id: string;
      person_handle: string;
      person_id: string;
      person_name: string;
      state: "asked" | "filed" | "done" | "returned";
      way: "cash" | "bank";
    };
    OpenPresents: { presents: components["schemas"]["PresentShown"][] };
    OperatorDesk: {
      appeals: components["schemas"]["ModerationDecision"][];
      people: components["schemas"]["Person"][];
      reports: components["schemas"]["PostReport"][];
    };
    OrderCounts: { asked: number; on_the_way: number; to_send: number };
    OrderInput: {
      amount: number;
      id: string;
      to: string;
      use:
        | "transfer"
        | "packet"
        | "bill"
        | "cover"
        | "pay_out"
        | "shop"
        | "machine"
        | "ride"
        | "tickets"
        | "order";
    };
    OrderLineShown: {
      cancelled: number;
      item_id: string;
      n: number;
      no: number;
      no_withdrawal: boolean;
      options: string[];
      paid: number;
      picture_url: string | null;
      refunded: number;
      returnable: number;
      returned: number;
      sent: number;
      title: string;
      to_send: number;
      unit_price: number;
      variant_id: string;
    };
    OrderList: { orders: components["schemas"]["TicketOrderShown"][] };
    OrderPage: { next: string | null; orders: components["schemas"]["OrderSummary"][] };
    OrderReviews: {
      waiting: components["schemas"]["ToReview"][];
      written: components["schemas"]["ReviewShown"][];
    };
    OrderShown: {
      cases: components["schemas"]["CaseShown"][];
      code: string | null;
      coupons: components["schemas"]["CouponUsed"][];
      created_at: string;
      currency: string;
      delivery: "pickup" | "own" | "courier" | "point";
      delivery_price: number;
      due_at: string | null;
      ended_at: string | null;
      for_address: string;
      for_name: string;
      for_phone: string;
      gift: components["schemas"]["GiftShown"] | null;
      goods: number;
      id: string;
      lines: components["schemas"]["OrderLineShown"][];
      may_withdraw: boolean;
      merchant_id: string;
      note: string;
      number: string;
      packed_at: string | null;
      parcel:
        | "announced"
        | "collected"
        | "on_the_way"
        | "at_point"
        | "failed"
        | "received"
        | "returning"
        | "returned"
        | "lost"
        | "called_off"
        | null;
      parcels: components["schemas"]["ParcelShown"][];
      picture_url: string | null;
      point: components["schemas"]["PointShown"] | null;
      promised_at: string | null;
      promised_for: string | null;
      received_at: string | null;
      refund:
        | "none"
        | "asked"
        | "agreed"
        | "return_wait"
        | "returned"
        | "refused"
        | "appealed"
        | "judged"
        | "owed";
      refunded: number;
      released: number;
      return_until: string | null;
      returns_days: number;
      sent_at: string | null;
      shop_name: string;
      shop_picture_url: string | null;
      side: "buyer" | "shop" | "town";
      state: "paid" | "sent_part" | "sent" | "received" | "done" | "returned";
      steps: components["schemas"]["OrderStepShown"][];
      title: string;
      total: number;
      trader: boolean;
      units: number;
      verified_brand: string | null;
      waits: number;
      withdraw_until: string | null;
    };
    OrdersPayment: {
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      quote: string;
    };
    OrderStepShown: {
      act: string;
      at: string;
      paid: number;
      refunded: number;
      released: number;
      side: "buyer" | "shop" | "town" | null;
    };
    OrderSummary: {
      code: string | null;
      created_at: string;
      currency: string;
      delivery: "pickup" | "own" | "courier" | "point";
      delivery_price: number;
      due_at: string | null;
      for_name: string;
      id: string;
      merchant_id: string;
      number: string;
      packed_at: string | null;
      parcel:
        | "announced"
        | "collected"
        | "on_the_way"
        | "at_point"
        | "failed"
        | "received"
        | "returning"
        | "returned"
        | "lost"
        | "called_off"
        | null;
      picture_url: string | null;
      point: components["schemas"]["PointShown"] | null;
      promised_at: string | null;
      promised_for: string | null;
      refund:
        | "none"
        | "asked"
        | "agreed"
        | "return_wait"
        | "returned"
        | "refused"
        | "appealed"
        | "judged"
        | "owed";
      refunded: number;
      released: number;
      shop_name: string;
      shop_picture_url: string | null;
      side: "buyer" | "shop" | "town";
      state: "paid" | "sent_part" | "sent" | "received" | "done" | "returned";
      title: string;
      total: number;
      units: number;
      verified_brand: string | null;
      waits: number;
    };
    OrderTogether: {
      id: string;
      number: string;
      options: string[];
      packed: boolean;
      title: string;
      units: number;
    };
    OriginFigures: {
      origin:
        | "programme"
        | "event"
        | "venue"
        | "organiser"
        | "map"
        | "search"
        | "chat"
        | "link"
        | "other";
      tickets: number;
    };
    OwnAccount: {
      available: number | null;
      balance: number;
      closed: boolean;
      currency: string;
      entries: number;
      exponent: number;
      frozen: boolean;
      held: number;
      id: number;
      incoming: number;
      kind:
        | "person"
        | "merchant"
        | "escrow"
        | "packet"
        | "hold"
        | "fee"
        | "suspense"
        | "issuer"
        | "clearing";
      limits: components["schemas"]["AccountLimits"];
      name: string;
    };
    OwnBooking: {
      at: string;
      ended_at: string | null;
      id: string;
      order_id: string | null;
      right_id: string | null;
      state: "deposited" | "paid" | "back" | "kept";
      why: "buyer" | "shop" | "time" | null;
    };
    OwnBrandShown: {
      appeal: string | null;
      asked_at: string | null;
      claim: "owner" | "licensee" | "dealer";
      decided_at: string | null;
      documents: components["schemas"]["DocumentShown"][];
      ended_at: string | null;
      ended_why: "lapsed" | "given_up" | "withdrawn" | "renewed" | null;
      first_reason: string;
      forget_at: string | null;
      id: string;
      may_appeal: boolean;
      name: string;
      reason: string;
      register: string;
      soon_over: boolean;
      state: "draft" | "asked" | "verified" | "refused" | "appealed" | "ended";
      until: string | null;
      words: string;
    };
    OwnCard: { fields: components["schemas"]["CardField"][] };
    OwnCouponBatch: {
      created_at: string;
      id: string;
      kind: "threshold" | "percent" | "exchange";
      least: number;
      made_by: string;
      merchant_id: string;
      most: number | null;
      name: string;
      off: number | null;
      per_person: number;
      percent: number | null;
      price: number | null;
      state: "unactivated" | "running" | "paused" | "stopped";
      taken: number;
      units: number;
      until: string;
      used: number;
      variant_id: string | null;
    };
    OwnCouponBatches: { batches: components["schemas"]["OwnCouponBatch"][]; next: string | null };
    OwnCoupons: { coupons: components["schemas"]["CouponShown"][] };
    OwnCourier: {
      about: string;
      ends_at: number | null;
      fee: number;
      leaves_at: number | null;
      reason: string;
      state: "asked" | "approved" | "refused" | "stopped" | null;
      weekdays: number[];
      zone: string;
    };
    OwnDoor: {
      fault:
        | ""
        | "did_not_open"
        | "stands_open"
        | "silent"
        | "occupied"
        | "forced"
        | "not_as_told"
        | "by_owner";
      id: string;
      label: string;
      since: string;
      size: "S" | "M" | "L";
      state: "free" | "reserved" | "filled" | "opened" | "unknown";
    };
    OwnDriver: {
      car: string;
      documents: ("licence" | "vehicle" | "insurance" | "inspection")[];
      licence: string;
      link: string;
      next: components["schemas"]["RideShown"] | null;
      offer: components["schemas"]["RideOfferShown"] | null;
      online: boolean;
      paused_until: string | null;
      plate: string;
      under_way: components["schemas"]["RideShown"] | null;
      vetted_until: string | null;
      vetting: "none" | "asked" | "checked" | "refused";
      vetting_reason: string;
    };
    OwnDriverWishes: {
      area: components["schemas"]["WishedArea"] | null;
      cash: boolean;
      confirmed: boolean;
      from_hour: number | null;
      home: components["schemas"]["Point"] | null;
      meter: boolean;
      offered: boolean;
      takes: "all" | "women" | "women_from" | null;
      zone: string;
    };
    OwnEarlyRight: { count: number; open: boolean; until: string };
    OwnEnrolment: {
      item_id: string;
      lowest: number;
      price: number;
      state: "enrolled" | "reduced" | "refused" | "over";
      variant_id: string;
    };
    OwnEnrolments: { enrolments: components["schemas"]["OwnEnrolment"][] };
    OwnEntry: { id: string; place: number | null };
    OwnEvent: { event: components["schemas"]["EventShown"]; merchant_id: string };
    OwnFront: { front: components["schemas"]["Front"]; items: { [key: string]: number } };
    OwnFronts: { fronts: components["schemas"]["OwnFront"][] };
    OwnGates: { shows: components["schemas"]["ShowShown"][] };
    OwnHome: {
      boxes: components["schemas"]["HomeKeyBox"][];
      mine: boolean;
      pid: string;
      record: { [key: string]: unknown };
      sealed: boolean;
    };
    OwnItem: {
      attributes: { [key: string]: string };
      body: string;
      brand: string;
      category: string;
      changed_at: string;
      currency: string;
      handle: string;
      id: string;
      kind: "new" | "used" | "made" | "digital" | "service";
      merchant_id: string;
      options: components["schemas"]["ItemOption"][];
      pictures: components["schemas"]["PictureShown"][];
      state: "draft" | "live" | "off" | "taken_down" | "erased";
      tax_class: "standard" | "reduced" | "reduced2" | "zero" | "exempt";
      texts: { [key: string]: { [key: string]: string } };
      title: string;
      variants: components["schemas"]["OwnVariant"][];
    };
    OwnItems: { items: components["schemas"]["OwnItem"][]; next: string | null };
    OwnKeyInput: { boxes: components["schemas"]["HomeKeyBox"][]; exchange: string; next: string };
    OwnLocker: {
      about: string;
      doors: components["schemas"]["OwnDoor"][];
      fee: number;
      id: string;
      in_service: boolean;
      keeps_days: number;
      lat: number;
      lon: number;
      merchant_id: string;
      name: string;
      online: boolean;
      reason: string;
      state: "asked" | "open" | "refused" | "closed";
    };
    OwnLockers: { lockers: components["schemas"]["OwnLocker"][] };
    OwnMachine: {
      currency: string;
      disputes: number;
      id: string;
      lat: number | null;
      lon: number | null;
      merchant_id: string;
      name: string;
      online: boolean;
      place: string;
      slots: components["schemas"]["OwnSlot"][];
      sold: number;
      taken: number;
    };
    OwnNews: {
      followers: number;
      hearers: number;
      news: components["schemas"]["ShopNewsShown"][];
      room: components["schemas"]["NewsRoom"];
    };
    OwnPage: {
      changed_at: string;
      head: components["schemas"]["HeadShown"] | null;
      shelves: components["schemas"]["BrandShelf"][];
      words: string;
    };
    OwnPlace: { kept_at: string; lat: number; lon: number; name: string; word: string };
    OwnPlaceInput: { lat: number; lon: number; name?: string };
    OwnPlaces: { places: components["schemas"]["OwnPlace"][] };
    OwnPoint: {
      about: string;
      capacity: number;
      coming: components["schemas"]["ParcelShown"][];
      fee: number;
      here: components["schemas"]["ParcelShown"][];
      id: string;
      keeps_days: number;
      lat: number;
      lon: number;
      reason: string;
      shelves: string[];
      state: "asked" | "open" | "refused" | "closed";
    };
    OwnReviews: {
      brought: components["schemas"]["BroughtReview"][];
      next: string | null;
      waiting: components["schemas"]["ToReview"][];
      written: components["schemas"]["ReviewShown"][];
    };
    OwnRight: { id: string; open: boolean; until: string; used_at: string | null };
    OwnShop: {
      about: string;
      category: "groceries" | "market" | "food" | "cafe" | "services" | "machine" | "other";
      closed: boolean;
      code: string;
      currency: string;
      id: string;
      latin: string;
      link: string;
      name: string;
      pays_out: boolean;
      picture_url: string | null;
      role: "owner" | "manager" | "agent" | "packer" | "cashier";
    };
    OwnShops: { shops: components["schemas"]["OwnShop"][] };
    OwnShow: {
      cash: number;
      entered: number;
      newer_plan: boolean;
      orphans: "strict" | "automatic" | "off";
      show: components["schemas"]["ShowShown"];
      sold: number;
      stuck: number;
      taken: number;
    };
    OwnSlot: {
      capacity: number;
      fault: string | null;
      id: string;
      label: string;
      left: number;
      name: string;
      price: number;
    };
    OwnSpare: { mine: boolean; spare: components["schemas"]["Spare"] | null };
    OwnTicket: { early: boolean; id: string; place: number | null; queued: boolean };
    OwnTickets: {
      now: string;
      shows: components["schemas"]["ShowShown"][];
      tickets: components["schemas"]["TicketShown"][];
    };
    OwnTownKey: { id: string; listed_until: string | null; offline: boolean; since: string };
    OwnTownKeys: { keys: components["schemas"]["OwnTownKey"][]; offline: boolean };
    OwnVariant: {
      before: number | null;
      contents: components["schemas"]["Contents"] | null;
      cost: number | null;
      costs: components["schemas"]["CostPart"][];
      free: number;
      gtin: string;
      id: string;
      in_stock: boolean;
      left: number | null;
      list_price: number | null;
      margin: number | null;
      member_price: number | null;
      no_withdrawal: boolean;
      options: string[];
      picture: string | null;
      price: number;
      purchase_limit: number | null;
      sku: string;
      unit_price: number | null;
      units: number;
      weight_g: number | null;
    };
    OwnVenue: {
      halls: components["schemas"]["HallShown"][];
      merchant_id: string;
      venue: components["schemas"]["VenueShown"];
    };
    PacketCard: {
      asks: boolean;
      conversation_id: string;
      currency: string;
      ends_at: string;
      exponent: number;
      greeting: string;
      id: string;
      kind: "packet";
      may_open: boolean;
      mine: number | null;
      opened: number;
      ours: boolean;
      receiver: components["schemas"]["PersonLabel"] | null;
      ref: string;
      sender: components["schemas"]["PersonLabel"];
      shares: number;
      sharing: "even" | "lucky";
      state: "open" | "empty" | "expired";
    };
    PacketFind: {
      amount: number;
      at: string;
      best: boolean;
      n: number;
      person: components["schemas"]["PersonLabel"];
      thanks: string;
    };
    PacketInput: {
      amount: number;
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      conversation_id: string;
      currency: string;
      for_id?: string | null;
      greeting?: string;
      phrase?: string;
      shares?: number;
      sharing?: "even" | "lucky";
    };
    PacketRules: { daily: number; most: number; on: boolean; shares: number };
    PacketsWaiting: { packets: components["schemas"]["PacketCard"][] };
    PacketView: {
      amount: number;
      card: components["schemas"]["PacketCard"];
      commitment: string;
      found: components["schemas"]["PacketFind"][];
      method: string;
      seed: string | null;
      taken: number;
    };
    PackingLine: {
      n: number;
      no: number;
      options: string[];
      picture_url: string | null;
      title: string;
      to_send: number;
    };
    PackingOrder: {
      delivery: "pickup" | "own" | "courier" | "point";
      due_at: string | null;
      for_address: string;
      for_name: string;
      for_phone: string;
      id: string;
      lines: components["schemas"]["PackingLine"][];
      note: string;
      number: string;
      packed_at: string | null;
      point: components["schemas"]["PointShown"] | null;
      promised_for: string | null;
      state: "paid" | "sent_part" | "sent" | "received" | "done" | "returned";
    };
    PackingPage: { next: string | null; orders: components["schemas"]["PackingOrder"][] };
    PageInput: {
      seen?: string | null;
      shelves: components["schemas"]["ShelfInput"][];
      words: string;
    };
    PaidRideShown: { amount: number; at: string; over: boolean; rider_id: string };
    Pair: {
      contacts: (components["schemas"]["ContactRow"] | components["schemas"]["ContactRow"])[];
      on: string[];
    };
    ParcelEventInput: {
      act: "collect" | "depart" | "deliver" | "fail" | "turn_back" | "take_back" | "call_off";
      code?: string;
      reason?: string;
      signature?: string;
    };
    ParcelInLocker: {
      code: string;
      delivery_id: string;
      label: string;
      online: boolean;
      opening: components["schemas"]["OpeningShown"] | null;
      parcel_id: string;
      point: components["schemas"]["PointShown"];
      size: "S" | "M" | "L";
      state: "free" | "reserved" | "filled" | "opened" | "unknown";
      until: string | null;
    };
    ParcelsDesk: {
      couriers: components["schemas"]["CourierAtDesk"][];
      points: components["schemas"]["PointAtDesk"][];
    };
    ParcelShown: {
      acts: (
        | "announce"
        | "collect"
        | "depart"
        | "arrive"
        | "hand_out"
        | "deliver"
        | "fail"
        | "turn_back"
        | "take_back"
        | "lose"
        | "call_off"
        | "redirect"
      )[];
      announced_at: string;
      booking: "asked" | "booked" | "refused" | null;
      booking_problem: string;
      carrier: string;
      carrier_name: string;
      carrier_number: string;
      carrier_url: string | null;
      cash: number;
      code: string | null;
      contents: { [key: string]: number };
      courier_name: string | null;
      currency: string;
      delivery_id: string;
      due_at: string | null;
      ended_at: string | null;
      failures: number;
      for_address: string;
      for_name: string;
      for_phone: string;
      has_label: boolean;
      id: string;
      lat: number | null;
      lon: number | null;
      mine: ("shop" | "courier" | "point" | "locker" | "desk" | "buyer" | "clock" | "carrier")[];
      number: string;
      orders_in: number;
      point: components["schemas"]["PointShown"] | null;
      promised_at: string | null;
      promised_for: string;
      proof: "code" | "signature" | null;
      service: "own" | "courier" | "point";
      shelf: string;
      shop_name: string;
      size: "S" | "M" | "L" | null;
      state:
        | "announced"
        | "collected"
        | "on_the_way"
        | "at_point"
        | "failed"
        | "received"
        | "returning"
        | "returned"
        | "lost"
        | "called_off";
      steps: components["schemas"]["ParcelStep"][];
      told: components["schemas"]["CarrierStep"][];
      weight_g: number | null;
    };
    ParcelStep: {
      act:
        | "announce"
        | "collect"
        | "depart"
        | "arrive"
        | "hand_out"
        | "deliver"
        | "fail"
        | "turn_back"
        | "take_back"
        | "lose"
        | "call_off"
        | "redirect";
      at: string;
      id: string;
      reason: string;
      role: "shop" | "courier" | "point" | "locker" | "desk" | "buyer" | "clock" | "carrier";
      state:
        | "announced"
        | "collected"
        | "on_the_way"
        | "at_point"
        | "failed"
        | "received"
        | "returning"
        | "returned"
        | "lost"
        | "called_off";
    };
    Part: { extra: boolean; owed: number; person_id: string };
    PartInput: { confirmation?: components["schemas"]["ConfirmingInput"] | string | null };
    Partners: { partners: components["schemas"]["PartnerView"][] };
    PartnerView: {
      changed_at: string;
      currency: string;
      days: components["schemas"]["DaySums"][];
      domain: string;
      exponent: number;
      in_force: components["schemas"]["SignedTerms"] | null;
      ours: components["schemas"]["SignedTerms"] | null;
      owed: number;
      settlements: components["schemas"]["Settlement"][];
      stopped: "desk" | "books_differ" | "unpaid" | null;
      theirs: components["schemas"]["SignedTerms"] | null;
      waiting: number;
    };
    Parts: { parts: components["schemas"]["Part"][]; total: number };
    PartView: {
      extra: boolean;
      owed: number;
      paid: number;
      person: components["schemas"]["PersonLabel"];
    };
    PartyJoining: { order_id: string; tickets: string[] };
    PartySeatShown: {
      by_id: string | null;
      by_name: string;
      category: string;
      mine: boolean;
      order_id: string | null;
      price: number;
      row: string;
      seat: string;
      state: "open" | "taken" | "paid";
      ticket_id: string;
    };
    Passkey: { created_at: string; id: string; last_used_at: string | null; name: string };
    PasskeyNameInput: { name: string };
    PasskeyOptions: { id: string; options: { [key: string]: unknown } };
    PasskeyOptionsInput: {
      display_name?: string;
      handle?: string;
      purpose: "join" | "add" | "sign_in";
    };
    Payer: { amount: number; person: components["schemas"]["PersonLabel"]; settled: boolean };
    PayForInput: {
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      monthly: number;
    };
    Payment: {
      amount: number;
      channel: "static" | "dynamic" | "presented";
      created_at: string;
      currency: string;
      expires_at: string;
      id: string;
      merchant_id: string;
      merchant_name: string;
      merchant_picture_url: string | null;
      note: string;
      operation_id: string | null;
      paid_at: string | null;
      problem: string | null;
      refunded: number;
      state: "created" | "requires_action" | "processing" | "succeeded" | "cancelled" | "expired";
    };
    PaymentInput: { confirmation?: components["schemas"]["ConfirmingInput"] | string | null };
    PaymentProofInput: {
      passkey?: components["schemas"]["VerifiedPasskey"] | null;
      password?: string | null;
    };
    Payments: {
      ended: components["schemas"]["Payment"][];
      payments: components["schemas"]["Payment"][];
    };
    PaymentShown: {
      currency: string;
      id: string;
      orders: components["schemas"]["OrderSummary"][];
      total: number;
    };
    Payout: {
      amount: number;
      ended_at: string | null;
      file_id: string | null;
      iban: string;
      id: string;
      made_at: string;
      name: string;
      operation_id: string;
      person_id: string;
      state: "asked" | "filed" | "done" | "returned";
      way: "cash" | "bank";
    };
    PayoutInput: {
      amount: number;
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      currency: string;
      iban?: string;
      name?: string;
      way: "cash" | "bank";
    };
    PendingTransfers: {
      requests: components["schemas"]["RequestCard"][];
      transfers: components["schemas"]["TransferCard"][];
    };
    PeoplePage: { next: string | null; people: components["schemas"]["PersonSummary"][] };
    Person: {
      about: string;
      address: string;
      avatar: string | null;
      display_name: string;
      emojis?: { [key: string]: string };
      handle: string;
      id: string;
      kind: "person" | "remote" | "erased";
      moved_to?: string;
      service?: boolean;
    };
    PersonAmount: { amount: number; person_id: string };
    PersonLabel: { avatar: string | null; id: string; name: string };
    PersonSummary: {
      about: string;
      follow: "asked" | "follows" | null;
      follows_me: boolean;
      muted: boolean;
      person: components["schemas"]["Author"];
      secret: boolean;
    };
    PickInput: { orders: string[] };
    PickLineShown: {
      goods: components["schemas"]["GoodsShown"];
      lot: string;
      n: number;
      no: number;
      number: string;
      order_id: string;
      picked: number;
      place: string;
      shelf: string;
    };
    PickScanInput: { code?: string; no?: number | null; order_id?: string | null };
    PickShown: {
      at: string;
      id: string;
      lines: components["schemas"]["PickLineShown"][];
      over_at: string | null;
    };
    PictureOrder: { pictures: string[] };
    PictureShown: {
      alt: string;
      height: number;
      id: string;
      small: string;
      url: string;
      width: number;
    };
    PingFrame: { t: "ping" };
    PinInput: {
      passkey?: components["schemas"]["VerifiedPasskey"] | null;
      password?: string | null;
      pin: string;
    };
    PinnedMessage: {
      message: components["schemas"]["Message"];
      pinned_at: string;
      pinned_by: string;
    };
    PlaceCluster: { count: number; place: components["schemas"]["TownPlace"] };
    PlaceClusters: { clusters: components["schemas"]["PlaceCluster"][] };
    PlaceFigures: {
      category: components["schemas"]["CategoryFigures"];
      free: number;
      kept: number;
      places: number;
    };
    PlaceInLine: { of: number; place: number; rank: components["schemas"]["TaxiRank"] };
    PlaceInput: { lat: number; lon: number; name?: string };
    PlaceList: { places: components["schemas"]["TownPlace"][] };
    PlanShown: {
      bank: number[];
      category: number[];
      focus_x: number;
      focus_y: number;
      kind: ("seat" | "wheelchair" | "companion" | "couple" | "obstructed")[];
      number: string[];
      row: string[];
      x: number[];
      y: number[];
      zone: string[];
    };
    Point: { lat: number; lon: number };
    PointAtDesk: {
      about: string;
      capacity: number;
      fee: number;
      id: string;
      is_locker: boolean;
      keeps_days: number;
      lat: number;
      lon: number;
      name: string;
      state: "asked" | "open" | "refused" | "closed";
    };
    PointInput: {
      about: string;
      capacity?: number;
      fee?: number;
      keeps_days?: number;
      lat: number;
      lon: number;
      shelves: string[];
    };
    PointShown: {
      about: string;
      id: string;
      is_locker: boolean;
      keeps_days: number;
      lat: number;
      lon: number;
      name: string;
      state: "asked" | "open" | "refused" | "closed";
    };
    PointsShown: { points: components["schemas"]["PointShown"][] };
    Poll: {
      counted?: number[];
      ends_at: string;
      multiple?: boolean;
      options: string[];
      voters?: number;
    };
    PollResults: { mine: number[]; voters: number; votes: number[] };
    PongFrame: { t: "pong" };
    PositionFrame: { heading?: number | null; lat: number; lon: number; t: "position" };
    Post: {
      answers?: components["schemas"]["Answered"];
      at: string;
      audience:
        | "public"
        | "unlisted"
        | "followers"
        | "mentioned"
        | "contacts"
        | "circles"
        | "me"
        | "thread";
      author: components["schemas"]["Author"];
      circles?: string[];
      comments: number;
      content: components["schemas"]["PostContent"];
      detached?: boolean;
      edited_at?: string;
      follows?: boolean;
      form: "post" | "repost" | "quote";
      gone?: boolean;
      id: string;
      imported_from?: string;
      liked?: boolean;
      likes: number;
      may_comment?: boolean;
      may_quote?: boolean;
      of?: components["schemas"]["ShownPost"];
      pinned?: boolean;
      removed?: boolean;
      replies: "everyone" | "followers" | "contacts" | "mentioned" | "nobody";
      reposts: number;
      results?: components["schemas"]["PollResults"];
      saved?: boolean;
      text: string;
      under?: components["schemas"]["CommentPlace"];
      uri?: string;
    };
    PostCard: {
      at: string;
      author: components["schemas"]["Author"];
      emojis?: { [key: string]: string };
      kind: "post";
      picture?: string;
      ref: string;
      text: string;
      title?: string;
    };
    PostContent: {
      emojis?: { [key: string]: string };
      language?: string;
      link?: components["schemas"]["Link"];
      media?: components["schemas"]["PostMedia"][];
      mentions?: components["schemas"]["Mention"][];
      place?: components["schemas"]["PostLocation"];
      poll?: components["schemas"]["Poll"];
      title?: string;
      topics?: string[];
      warning?: string;
    };
    PostDraft: {
      body: components["schemas"]["NewPost"];
      due_at: string | null;
      id: string;
      trouble: string | null;
      updated_at: string;
    };
    PosterShown: { alt: string; height: number; small: string; url: string; width: number };
    PostFrame: { post_id: string; t: "post" };
    PostInput: {
      and_comment?: boolean;
      answers?: string | null;
      audience?:
        | "public"
        | "unlisted"
        | "followers"
        | "mentioned"
        | "contacts"
        | "circles"
        | "me"
        | "thread";
      circles?: string[];
      files?: components["schemas"]["FileInput"][];
      form?: "post" | "repost" | "quote";
      link?: string | null;
      minutes?: number;
      multiple?: boolean;
      of?: string | null;
      options?: string[];
      place?: components["schemas"]["PostLocation"] | null;
      replies?: "everyone" | "followers" | "contacts" | "mentioned" | "nobody";
      text?: string;
      title?: string;
      warning?: string;
    };
    PostLocation: { lat: number; lon: number; name?: string };
    PostMedia: {
      alt?: string;
      duration_ms?: number;
      file: string;
      height?: number;
      kind: "image" | "video" | "voice";
      peaks?: number[];
      size: number;
      thumb?: string;
      type: string;
      width?: number;
    };
    PostPage: { next: string | null; posts: components["schemas"]["Post"][] };
    PostReport: {
      at: string;
      copy: { [key: string]: unknown };
      id: string;
      kind: "post" | "person" | "review" | "item" | "shop";
      person_id: string | null;
      reason: string;
      ref: string;
      reporter_id: string | null;
      state: string;
    };
    PostSettings: {
      approve: boolean;
      findable: boolean;
      moments_days: 0 | 3 | 180;
      quotes: "everyone" | "followers" | "nobody";
      show_follows: "everyone" | "contacts" | "nobody";
    };
    PostSettingsPatch: {
      approve?: boolean | null;
      findable?: boolean | null;
      moments_days?: 0 | 3 | 180 | null;
      quotes?: "everyone" | "followers" | "nobody" | null;
      show_follows?: "everyone" | "contacts" | "nobody" | null;
    };
    PostsInFile: {
      account: string;
      files: number;
      first_at: string | null;
      kinds: components["schemas"]["PostsOfKind"][];
      last_at: string | null;
      missing: number;
      traces: components["schemas"]["TracesOfKind"][];
    };
    PostsOfKind: { kind: "post" | "reply" | "repost" | "private"; known: number; posts: number };
    PostVersion: { at: string; content: components["schemas"]["PostContent"]; text: string };
    PresaleEnd: { why: string };
    PresaleInput: {
      campaign_id?: string | null;
      closes_at: string;
      counts: number;
      deposit: number;
      kept?: boolean;
      price: number;
      rest_by: string;
      rest_from: string;
      sends_by: string;
      units: number;
      variant_id: string;
    };
    Presales: { next: string | null; presales: components["schemas"]["PresaleShown"][] };
    PresaleShown: {
      booked: number;
      booking: components["schemas"]["OwnBooking"] | null;
      campaign_id: string | null;
      closes_at: string;
      counts: number;
      created_at: string;
      currency: string;
      deposit: number;
      ended_why: string | null;
      full_price: number;
      id: string;
      item_id: string;
      kept: boolean;
      leads: boolean;
      left: number;
      may_give_up: boolean;
      merchant_id: string;
      options: string[];
      paid: number;
      phase: "open" | "waiting" | "rest" | "over" | "called_off";
      picture_url: string | null;
      price: number;
      rest: number;
      rest_by: string;
      rest_from: string;
      sends_by: string;
      sign: string;
      terms: string;
      title: string;
      trader: boolean;
      units: number;
      variant_id: string;
    };
    PresenceFrame: { last?: string; online: boolean; person_id: string; t: "presence" };
    PresentAddressInput: {
      address?: string;
      declined?: boolean;
      hidden?: boolean;
      lat?: number | null;
      lon?: number | null;
      name?: string;
      phone?: string;
    };
    PresentCard: {
      kind: "present";
      message?: string;
      mine?: boolean;
      ref: string;
      state: "asked" | "given" | "declined" | "withdrawn" | "used";
    };
    PresentInput: { message?: string; person_id: string };
    PresentParcel: {
      code: string | null;
      delivery: "pickup" | "own" | "courier" | "point";
      number: string;
      point: components["schemas"]["PointShown"] | null;
      shop_name: string;
      state: "paid" | "sent_part" | "sent" | "received" | "done" | "returned";
    };
    PresentShown: {
      address: string;
      hidden: boolean;
      id: string;
      lat: number | null;
      lon: number | null;
      message: string;
      mine: boolean;
      name: string;
      parcels: components["schemas"]["PresentParcel"][];
      phone: string;
      receiver: components["schemas"]["Person"] | null;
      sender: components["schemas"]["Person"] | null;
      state: "asked" | "given" | "declined" | "withdrawn" | "used";
      until: string;
    };
    PricedZone: { amount: number; lat: number; lon: number; metres: number; name: string };
    PriceLine: {
      amount: number;
      name: string;
      what:
        | "base"
        | "distance"
        | "time"
        | "stop"
        | "pet"
        | "luggage"
        | "zone"
        | "minimum"
        | "night"
        | "waiting";
    };
    ProblemDetails: {
      code: string;
      detail?: string;
      instance: string;
      status: number;
      title: string;
      type: string;
    };
    ProblemFrame: {
      code: string;
      detail: string | null;
      instance: string;
      status: number;
      t: "problem";
      title: string;
      type: string;
    };
    ProductInput: {
      hidden?: boolean;
      id: string;
      kind: "fare" | "extra";
      most_each?: number;
      name: string;
      price: number;
      proof?: string;
      quotas?: number[];
    };
    ProductQuota: { n: number; name: string; units: number };
    ProductSales: {
      products: components["schemas"]["ProductSold"][];
      quotas: components["schemas"]["ProductQuota"][];
    };
    ProductShown: {
      id: string;
      kind: "fare" | "extra";
      left: number | null;
      most_each: number;
      name: string;
      price: number;
      proof: string;
    };
    ProductsInput: {
      products: components["schemas"]["ProductInput"][];
      quotas: components["schemas"]["QuotaInput"][];
    };
    ProductSold: {
      handed: number;
      hidden: boolean;
      on_sale: boolean;
      product: components["schemas"]["ProductShown"];
      quotas: number[];
      sold: number;
      taken: number;
    };
    ProductsShown: { products: components["schemas"]["ProductShown"][] };
    ProfileInput: {
      about?: string | null;
      display_name?: string | null;
      language?: "en" | "zh-CN" | null;
      service?: boolean | null;
    };
    Programme: {
      events: components["schemas"]["OwnEvent"][];
      leads: string[];
      shows: components["schemas"]["OwnShow"][];
      venues: components["schemas"]["OwnVenue"][];
    };
    ProofInput: {
      passkey?: components["schemas"]["VerifiedPasskey"] | null;
      password?: string | null;
    };
    PublicationInput: { state: "live" | "off" };
    PurchaseInput: {
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      offer: string;
    };
    PushChoice: { shows_text: boolean };
    PushSettings: {
      public_key: string;
      shows_text: boolean;
      subscriptions: components["schemas"]["PushSubscription"][];
    };
    PushSubscription: {
      created_at: string;
      current: boolean;
      device: string;
      service: string;
      session_id: string;
    };
    QuestionInput: { client_id: string; item_id?: string | null };
    QuotaInput: { n: number; name: string; units: number };
    QuoteInput: {
      address?: string;
      card?: string;
      gift?: components["schemas"]["GiftInput"] | null;
      lat?: number | null;
      lon?: number | null;
      name?: string;
      phone?: string;
      shops: components["schemas"]["WantedShopInput"][];
    };
    QuoteLineShown: {
      deposit: number;
      n: number;
      off: number;
      options: string[];
      price: number;
      title: string;
      total: number;
      variant_id: string;
    };
    QuoteShopShown: {
      coupons: components["schemas"]["CouponUsed"][];
      delivery: "pickup" | "own" | "courier" | "point";
      delivery_price: number;
      goods: number;
      left: components["schemas"]["CouponLeft"][];
      lines: components["schemas"]["QuoteLineShown"][];
      merchant_id: string;
      point: components["schemas"]["PointShown"] | null;
      promised_at: string | null;
      promised_for: string | null;
      returns_days: number;
      ships_within: number;
      sign: string;
      total: number;
      trader: boolean;
    };
    QuoteShown: {
      currency: string;
      digest: string;
      quote: string;
      shops: components["schemas"]["QuoteShopShown"][];
      total: number;
      until: string;
    };
    RankInput: { lat: number; lon: number; name: string };
    RanksShown: {
      mine: components["schemas"]["PlaceInLine"] | null;
      ranks: components["schemas"]["RankWithTaxis"][];
    };
    RankWithTaxis: {
      by: string;
      by_names: { [key: string]: string };
      id: string;
      lat: number;
      lon: number;
      name: string;
      street: string;
      street_names: { [key: string]: string };
      waiting: number;
    };
    RatingAverage: { average: number; count: number };
    RatingInput: {
      stars: number;
      words: ("clean" | "calm" | "friendly" | "found_me" | "on_time")[];
    };
    RatingsOfRide: {
      mine: components["schemas"]["RideRating"] | null;
      open: boolean;
      others_say: components["schemas"]["RatingAverage"] | null;
      theirs: components["schemas"]["RideRating"] | null;
    };
    Reaction: { emoji: string; people: string[] };
    Readers: {
      delivered: components["schemas"]["PersonLabel"][];
      read: components["schemas"]["PersonLabel"][];
    };
    ReadFrame: { conversation_id: string; seq: number; t: "read" };
    ReadingList: {
      id: string;
      members: number;
      name: string;
      replies: "none" | "list" | "followed";
    };
    ReadReceiptInput: { seq: number };
    ReadUpToFrame: { conversation_id: string; person_id: string; seq: number; t: "read" };
    ReadySignal: { kind: "ready" };
    ReasonInput: { why: string };
    Receipt: {
      amount: string;
      at: string;
      currency: string;
      exponent: number;
      from: components["schemas"]["ReceiptParty"];
      key: string;
      kind: string;
      note: string;
      operation: string;
      public_key: string;
      ref: string;
      signature: string;
      to: components["schemas"]["ReceiptParty"];
      town: string;
    };
    ReceiptParty: { address: string; name: string };
    ReceivedLotInput: { expires_on?: string | null; lot?: string; n: number; variant_id: string };
    ReceiverCardInput: { address?: string; free_up_to?: number; name: string };
    ReceiverCardShown: {
      address: string;
      free_up_to: number;
      handle: string;
      id: string;
      name: string;
      text: string | null;
    };
    ReceiverCardsShown: { cards: components["schemas"]["ReceiverCardShown"][] };
    Recommendation: {
      at: string;
      by: components["schemas"]["Person"];
      how: "review" | "post";
      ref: string;
      stars: number | null;
      text: string;
    };
    RecommendedItem: {
      by: components["schemas"]["Recommendation"][];
      item: components["schemas"]["ItemSummary"];
    };
    RecommendedItems: { items: components["schemas"]["RecommendedItem"][] };
    RecordShown: {
      average: number | null;
      id: string;
      kilometres: number;
      of: string;
      ratings: number;
      reason: string;
      rides: number;
      since: string;
      state: "waiting" | "verified" | "refused";
      town: string;
    };
    RecoveryCodes: { recovery_codes: string[] };
    RecoveryCredentials: { code: string; handle: string; new_password: string };
    RedirectTarget: { code: string | null; url: string | null };
    RefillInput: { units: number };
    RefundInput: { amount: number; why?: string };
    Relationship: {
      about: string;
      address: string;
      avatar: string | null;
      contact_id: string | null;
      display_name: string;
      emojis?: { [key: string]: string };
      handle: string;
      id: string;
      kind: "person" | "remote" | "erased";
      moved_to?: string;
      relation: "self" | "none" | "contact" | "requested" | "asked" | "blocked";
      request_id: string | null;
      service?: boolean;
    };
    RemoteSearchResult: {
      people: components["schemas"]["PersonSummary"][];
      posts: components["schemas"]["Post"][];
    };
    Report: {
      conversation_id: string;
      created_at: string;
      id: string;
      messages: components["schemas"]["Message"][];
      people: components["schemas"]["Person"][];
      reason: string;
      reporter: components["schemas"]["Person"];
    };
    ReportAnswer: { id: string };
    ReportInput: { forward?: boolean; kind: "post" | "person"; reason?: string; ref: string };
    Reports: { reports: components["schemas"]["Report"][] };
    RequestAnswer: { accept: boolean };
    RequestCard: {
      amount: number;
      currency: string;
      ended_at: string | null;
      exponent: number;
      from_id: string;
      from_name: string;
      id: string;
      kind: "request";
      made_at: string;
      note: string;
      ref: string;
      state: "waiting" | "paid" | "declined" | "cancelled";
      to_id: string;
      to_name: string;
    };
    RequestInput: { greeting: string; handle: string; invitation?: string };
    RequestPaymentInput: {
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      transfer_id: string;
    };
    Requests: {
      received: components["schemas"]["ContactRequest"][];
      sent: components["schemas"]["ContactRequest"][];
    };
    ReseatInput: { code: string; seat: number };
    ReturnedKeyInput: { next: string };
    ReturnInput: { case_id: string; locker_id: string; size?: "S" | "M" | "L" };
    ReturnShown: {
      case_id: string;
      code: string;
      id: string;
      online: boolean;
      opening: components["schemas"]["OpeningShown"] | null;
      order_id: string;
      point: components["schemas"]["PointShown"];
      size: "S" | "M" | "L";
      state: "asked" | "dropped" | "lapsed";
      until: string;
    };
    ReviewBefore: { stars: number; text: string; until: string };
    ReviewInput: {
      anonymous?: boolean;
      item_id: string;
      order_id: string;
      stars: number;
      text?: string;
    };
    ReviewPictureShown: { height: number; id: string; small: string; url: string; width: number };
    ReviewShown: {
      anonymous: boolean;
      answer: string | null;
      answered_at: string | null;
      author: components["schemas"]["Person"] | null;
      before: components["schemas"]["ReviewBefore"][];
      created_at: string;
      helpful: number;
      id: string;
      item_id: string;
      later: string | null;
      later_at: string | null;
      may_add: boolean;
      may_edit: boolean;
      merchant_id: string;
      options: string[];
      order_id: string | null;
      own: boolean;
      pictures: components["schemas"]["ReviewPictureShown"][];
      stars: number;
      taken_down: boolean;
      text: string;
      voted: boolean;
    };
    ReviewText: { text: string };
    ReviewVote: { helpful: boolean };
    RevivalInput: { address: string; as_of?: string | null; next: string };
    RevokeInput: { amount: number };
    RewardOfferInput: {
      budget: number;
      cap: number;
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      ends_at: string;
      item_id: string;
      reward: number;
    };
    RewardOffers: { next: string | null; offers: components["schemas"]["RewardOfferShown"][] };
    RewardOfferShown: {
      budget: number;
      cap: number;
      created_at: string;
      currency: string;
      ends_at: string;
      id: string;
      item_id: string;
      paid: number;
      promised: number;
      returned: number;
      reward: number;
      runs: boolean;
      title: string;
    };
    Rewards: { next: string | null; rewards: components["schemas"]["RewardShown"][] };
    RewardShown: {
      amount: number;
      at: string;
      currency: string;
      due_at: string | null;
      ended_at: string | null;
      id: string;
      item_id: string;
      state: "promised" | "paid" | "void";
      title: string;
      why: "returned" | "gone" | "blocked" | "not_taken" | null;
    };
    RewardTerms: { terms: string };
    RideCallInput: { device?: string | null };
    RideCheck: { asked_at: string | null; kind: "standing" | "away" | null };
    RideDisputeShown: {
      amount: number;
      covered: boolean;
      driver_words: string;
      opened_at: string;
      reason: string;
      refund: number;
      ride_id: string;
      rider_words: string;
      ruled_at: string | null;
    };
    RideEstimate: {
      classes: components["schemas"]["ClassEstimate"][];
      currency: string;
      line: components["schemas"]["Point"][];
      metres: number;
      off_minutes: number | null;
      seconds: number;
    };
    RideHelp: { link: string | null; numbers: components["schemas"]["HelpNumber"][] };
    RideList: { rides: components["schemas"]["RideShown"][] };
    RideMessage: { at: string; by_id: string; id: string; ride_id: string; text: string };
    RideMessageInput: { text: string };
    RideMessages: { messages: components["schemas"]["RideMessage"][] };
    RideNeeds: {
      child_seat?: boolean;
      luggage?: boolean;
      pet?: boolean;
      seats?: number;
      wheelchair?: boolean;
    };
    RideOfferShown: {
      after: boolean;
      booked_for: string | null;
      car_class: "taxi" | "car" | "van" | "bike" | "accessible";
      currency: string;
      destination: components["schemas"]["Waypoint"] | null;
      earnings: number;
      id: string;
      left: number;
      metres: number;
      mode: "fixed" | "meter" | "cash";
      needs: components["schemas"]["RideNeeds"];
      origin: components["schemas"]["Waypoint"] | null;
      pickup_seconds: number;
      seconds: number;
      stops: number;
      thanks: number;
      until: string;
    };
    RideParting: { apart: boolean };
    RidePauseAtDesk: {
      count: number;
      kind: "returned" | "called_off";
      name: string;
      person_id: string;
      until: string;
    };
    RidePausesAtDesk: { pauses: components["schemas"]["RidePauseAtDesk"][] };
    RidePayers: {
      by_me: components["schemas"]["RidePayerShown"][];
      currency: string;
      for_me: components["schemas"]["RidePayerShown"][];
      rides: components["schemas"]["PaidRideShown"][];
    };
    RidePayerShown: {
      avatar: string | null;
      monthly: number;
      name: string;
      person_id: string;
      spent: number;
    };
    RidePayment: {
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      destination?: components["schemas"]["PlaceInput"] | null;
      fare: number;
      tip?: number;
    };
    RidePositionFrame: {
      heading: number | null;
      lat: number;
      lon: number;
      ride_id: string;
      t: "ride_position";
    };
    RideRating: {
      at: string;
      by_id: string;
      of_id: string;
      ride_id: string;
      stars: number;
      words: ("clean" | "calm" | "friendly" | "found_me" | "on_time")[];
    };
    RideReasonInput: { reason?: string };
    RideRulingInput: { for_driver: string; for_rider: string; refund: number };
    RideShown: {
      currency: string;
      destination: components["schemas"]["Waypoint"] | null;
      driver_avatar_url: string | null;
      driver_id: string | null;
      driver_name: string;
      fare: number | null;
      hail: components["schemas"]["HailShown"] | null;
      id: string;
      operation_ids: string[];
      origin: components["schemas"]["Waypoint"] | null;
      paid_at: string | null;
      plate: string;
      rider_id: string | null;
      rider_name: string;
      started_at: string;
      state:
        | "open"
        | "metered"
        | "paid"
        | "cancelled"
        | "booked"
        | "requested"
        | "queued"
        | "accepted"
        | "arrived"
        | "riding"
        | "ended"
        | "no_driver"
        | "no_show";
      tip: number;
    };
    RidesNow: {
      cars: components["schemas"]["CarNow"][];
      coming: number;
      driven: number;
      longest: number;
      looked_for: number;
    };
    RideThanksInput: {
      amount: number;
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
    };
    RideWaiting: {
      fee: number;
      free: number;
      most: number;
      per_minute: number;
      since: string | null;
    };
    RideWishes: { offered: boolean; women: "any" | "preferred" | "only" | null };
    RideWishesInput: { women: "any" | "preferred" | "only" };
    RoleInput: { role: "member" | "admin" | "owner" };
    RoleWanted: { role: "owner" | "manager" | "agent" | "packer" | "cashier" };
    RoundShown: {
      cash: components["schemas"]["CashInHand"][];
      courier: components["schemas"]["OwnCourier"];
      line: components["schemas"]["Point"][];
      shops: components["schemas"]["WaitingShown"][];
      stops: components["schemas"]["StopShown"][];
      waiting: components["schemas"]["ParcelShown"][];
    };
    RuleInput: { hide_mine?: boolean; hide_theirs?: boolean };
    RulesInput: { daily: number; most: number; on: boolean; shares: number };
    RulingInput: { for_buyer: string; for_shop: string; to_buyer: number; whole?: boolean };
    RunningOrders: { orders: components["schemas"]["OrderSummary"][] };
    Safety: {
      code_count: number;
      code_daily: number;
      code_once: number;
      pin: boolean;
      small_daily: number;
      small_once: number;
      step_up: number;
    };
    SaleShown: {
      amount: number;
      captured: number;
      code: string | null;
      created_at: string;
      currency: string;
      deadline: string;
      dispute: components["schemas"]["Dispute"] | null;
      id: string;
      items: components["schemas"]["ItemShown"][];
      machine_id: string;
      machine_name: string;
      merchant_name: string;
      now: string;
      offline: boolean;
      operation_id: string | null;
      place: string;
      refunded: number;
      state: "authorised" | "commanded" | "dispensed" | "failed" | "unknown";
    };
    SavedAddress: {
      at: string;
      country: string;
      divisions: string[];
      id: string;
      is_default: boolean;
      label: string;
      lat: number | null;
      line: string;
      lon: number | null;
      name: string;
      phone: string;
      plus_code: string;
    };
    ScanInput: { text: string };
    ScanResult: {
      currency: string;
      merchant_id: string;
      merchant_name: string;
      merchant_picture_url: string | null;
      payment: components["schemas"]["Payment"] | null;
    };
    Scans: { scans: components["schemas"]["ScanShown"][] };
    ScanSeen: {
      at: string;
      by_name: string;
      gate: string;
      id: string;
      offline: boolean;
      outcome:
        | (
            | "ok"
            | "not_a_ticket"
            | "unknown_key"
            | "forged"
            | "other_show"
            | "clock_wrong"
            | "too_early"
            | "too_late"
            | "void"
            | "passed_on"
            | "already_in"
            | "other_entrance"
            | "no_re_entry"
            | "not_live"
            | "not_in"
          )
        | ("double" | "turned_away" | "undone");
      searched: boolean;
      ticket: string | null;
      way: "in" | "out";
    };
    ScanShown: {
      category: number | null;
      gate: string | null;
      id: string;
      out_at: string | null;
      outcome:
        | (
            | "ok"
            | "not_a_ticket"
            | "unknown_key"
            | "forged"
            | "other_show"
            | "clock_wrong"
            | "too_early"
            | "too_late"
            | "void"
            | "passed_on"
            | "already_in"
            | "other_entrance"
            | "no_re_entry"
            | "not_live"
            | "not_in"
          )
        | ("double" | "turned_away" | "undone");
      proof: string;
      seat: number | null;
      ticket: string | null;
      used_at: string | null;
      way: "in" | "out";
    };
    ScansInput: { entrance?: string; gate: string; scans: components["schemas"]["SeenInput"][] };
    ScansSeen: {
      doors: components["schemas"]["DoorCount"][];
      inside: number;
      scans: components["schemas"]["ScanSeen"][];
    };
    SearchPage: { found: components["schemas"]["FoundMessage"][]; next: string | null };
    SeatedCall: { call: components["schemas"]["LiveGroupCall"]; seat: number | null };
    SeatsFrame: {
      changes?: { [key: string]: string };
      seats?: string;
      show_id: string;
      t: "seats";
      version: number;
    };
    SeatsNow: { seats: string; standing: components["schemas"]["StandingLeft"][] };
    SeedInput: { seed: string };
    SeenInput: {
      alone?: boolean;
      at: string;
      code: string;
      id: string;
      let_in?: boolean;
      undone_at?: string | null;
      way?: "in" | "out";
    };
    SendFrame: {
      body?: string;
      client_id: string;
      conversation_id: string;
      kind?:
        | (
            | "contact"
            | "file"
            | "image"
            | "location"
            | "merged"
            | "sticker"
            | "text"
            | "video"
            | "voice"
          )
        | ("edit" | "reaction" | "recall");
      mentions?: string[];
      meta?: Record<string, unknown> | null;
      ref?: number | null;
      t: "send";
    };
    SendsSignal: { camera: boolean; kind: "sends"; microphone: boolean };
    SentOrderShown: { order_id: string; problem: string | null };
    SentPick: { orders: components["schemas"]["SentOrderShown"][] };
    SentTogether: { number: string; parcel_id: string };
    SentUnits: { n: number; no: number };
    ServerFrame:
      | components["schemas"]["SyncedFrame"]
      | components["schemas"]["AckFrame"]
      | components["schemas"]["NackFrame"]
      | components["schemas"]["MessageFrame"]
      | components["schemas"]["ReadUpToFrame"]
      | components["schemas"]["DeliveredUpToFrame"]
      | components["schemas"]["SomebodyTypesFrame"]
      | components["schemas"]["PresenceFrame"]
      | components["schemas"]["CallFrame"]
      | components["schemas"]["SignalFrame"]
      | components["schemas"]["GroupCallFrame"]
      | components["schemas"]["GroupCallsFrame"]
      | components["schemas"]["GroupSignalFrame"]
      | components["schemas"]["RidePositionFrame"]
      | components["schemas"]["SeatsFrame"]
      | components["schemas"]["ChangedFrame"]
      | components["schemas"]["PostFrame"]
      | components["schemas"]["GapFrame"]
      | components["schemas"]["HoldFrame"]
      | components["schemas"]["PongFrame"]
      | components["schemas"]["ByeFrame"]
      | components["schemas"]["ProblemFrame"];
    ServiceInput: { in_service: boolean };
    Session: {
      address: string;
      created_at: string;
      current: boolean;
      id: string;
      kind: "join" | "password" | "passkey" | "recovery" | "linked";
      last_seen_at: string;
      name: string;
    };
    SetCount: { count: number; name: string; sha256: string };
    SetTariff: {
      base: number;
      cancel_fee: number;
      car_class: "taxi" | "car" | "van" | "bike" | "accessible";
      minimum: number;
      night_percent: number;
      offered: boolean;
      per_km: number;
      per_luggage: number;
      per_minute: number;
      per_pet: number;
      per_stop: number;
      set_at: string | null;
      town_fee: number;
      version: number;
      waiting_free: number;
      waiting_most: number;
      waiting_per_minute: number;
    };
    SettingsPatch: {
      presence?: "contacts" | "nobody" | null;
      read_marks?: boolean | null;
      strangers?: "all" | "nobody" | null;
    };
    Settlement: {
      amount: number;
      currency: string;
      domain: string;
      due_at: string | null;
      ended_at: string | null;
      id: string;
      made_at: string;
      operation_id: string | null;
      owing: boolean;
      state: "proposed" | "agreed" | "filed" | "paid" | "refused" | "unpaid";
    };
    SettlementInput: { confirmation?: components["schemas"]["ConfirmingInput"] | string | null };
    SettlementPlan: {
      balances: components["schemas"]["NetBalance"][];
      bills: number;
      currency: string;
      debts: number;
      exponent: number;
      payments: components["schemas"]["DebtRow"][];
    };
    SharedTrip: { link: string };
    ShareInput: { client_id: string; conversation_id: string };
    ShareOfItem: {
      cap: number;
      currency: string;
      days: number;
      ends_at: string;
      id: string;
      item_id: string;
      left: number;
      mine: number;
      path: string | null;
      reward: number;
      rewards: components["schemas"]["RewardShown"][];
      title: string;
    };
    ShelfInput: { items: string[]; title: string; titles?: { [key: string]: string } };
    ShelfShown: {
      items: components["schemas"]["ItemSummary"][];
      title: string;
      titles: { [key: string]: string };
    };
    ShelvedShown: {
      expires_on: string | null;
      free: number;
      is_expired: boolean;
      lot: string;
      shelf: string;
      units: number;
      warehouse_id: string;
    };
    ShipmentInput: {
      carrier?: string;
      carrier_number?: string;
      size?: "S" | "M" | "L" | null;
      units?: components["schemas"]["SentUnits"][] | null;
      weight_g?: number | null;
    };
    Shop: {
      about: string;
      category: "groceries" | "market" | "food" | "cafe" | "services" | "machine" | "other";
      closed: boolean;
      code: string;
      currency: string;
      id: string;
      latin: string;
      link: string;
      name: string;
      picture_url: string | null;
    };
    ShopCash: { couriers: components["schemas"]["CashOfCourier"][] };
    ShopComplaints: { complaints: components["schemas"]["ComplaintShown"][]; next: string | null };
    ShopFollowInput: { news: boolean };
    ShopInput: {
      about?: string | null;
      category?: "groceries" | "market" | "food" | "cafe" | "services" | "machine" | "other" | null;
      latin?: string | null;
      name?: string | null;
      pays_out?: boolean | null;
    };
    ShopLook: { let_in: boolean; reason?: string };
    ShopNewsShown: {
      at: string;
      id: string;
      item: components["schemas"]["ItemSummary"] | null;
      merchant_id: string;
      picture_url: string | null;
      sign: string;
      text: string;
    };
    ShopOrders: {
      counts: components["schemas"]["OrderCounts"];
      next: string | null;
      orders: components["schemas"]["OrderSummary"][];
    };
    ShopParcels: { next: string | null; parcels: components["schemas"]["ParcelShown"][] };
    ShopReviews: {
      next: number | null;
      reviews: components["schemas"]["ReviewShown"][];
      score: components["schemas"]["ShopScore"];
    };
    ShopRulesInput: { looked_at_first: boolean };
    ShopScore: { buyers: number; reviews: number; score: number | null };
    ShopTerms: {
      courier_price: number | null;
      cutoff: number;
      handling_days: number;
      lat: number | null;
      lon: number | null;
      own_price: number | null;
      point_price: number | null;
      weekdays: number[];
      zone: string;
    };
    ShopTermsInput: {
      courier_price: number | null;
      cutoff: number;
      handling_days: number;
      lat?: number | null;
      lon?: number | null;
      own_price: number | null;
      point_price: number | null;
      weekdays: number[];
      zone?: string;
    };
    ShowFigures: {
      cash: number;
      currency: string;
      hours: components["schemas"]["HourFigures"][];
      minutes: components["schemas"]["MinuteFigures"][];
      money: components["schemas"]["EscrowFigures"];
      origins: components["schemas"]["OriginFigures"][];
      places: components["schemas"]["PlaceFigures"][];
    };
    ShowGateInput: {
      entrances?: components["schemas"]["EntranceInput"][];
      live?: boolean;
      re_entry?: boolean;
    };
    ShowGateShown: {
      entrances: components["schemas"]["Entrance"][];
      helpers: components["schemas"]["HelperNamed"][];
      live: boolean;
      others: components["schemas"]["Looked"][];
      re_entry: boolean;
    };
    ShowInput: {
      doors_minutes?: number;
      event_id: string;
      hall_id?: string | null;
      most_each?: number;
      on_sale?: boolean;
      orphans?: "strict" | "automatic" | "off";
      passable?: boolean;
      prices?: { [key: string]: number };
      refund_hours?: number | null;
      sale_closes_at?: string | null;
      sale_opens_at?: string | null;
      standing?: components["schemas"]["StandingInput"][];
      starts_at: string;
      venue_id: string;
    };
    ShowList: { shows: components["schemas"]["ShowShown"][] };
    ShownPost: {
      answers?: components["schemas"]["Answered"];
      at: string;
      audience:
        | "public"
        | "unlisted"
        | "followers"
        | "mentioned"
        | "contacts"
        | "circles"
        | "me"
        | "thread";
      author: components["schemas"]["Author"];
      circles?: string[];
      comments: number;
      content: components["schemas"]["PostContent"];
      detached?: boolean;
      edited_at?: string;
      follows?: boolean;
      form: "post" | "repost" | "quote";
      id: string;
      imported_from?: string;
      liked?: boolean;
      likes: number;
      may_comment?: boolean;
      may_quote?: boolean;
      pinned?: boolean;
      removed?: boolean;
      replies: "everyone" | "followers" | "contacts" | "mentioned" | "nobody";
      reposts: number;
      results?: components["schemas"]["PollResults"];
      saved?: boolean;
      text: string;
      under?: components["schemas"]["CommentPlace"];
      uri?: string;
    };
    ShowShown: {
      categories: components["schemas"]["CategoryShown"][];
      currency: string;
      doors_at: string;
      ends_at: string;
      event: components["schemas"]["EventShown"];
      hall: string;
      id: string;
      left: number;
      merchant_id: string;
      most_each: number;
      moved_at: string | null;
      organiser: string;
      passable: boolean;
      places: number;
      plan: string | null;
      returnable_until: string | null;
      sale_closes_at: string | null;
      sale_opens_at: string | null;
      starts_at: string;
      state: "draft" | "on_sale" | "cancelled";
      venue: components["schemas"]["VenueShown"];
      was_at: string | null;
      why: string;
    };
    ShowsPage: {
      event: components["schemas"]["EventShown"] | null;
      organiser: string;
      shows: components["schemas"]["ShowShown"][];
      venue: components["schemas"]["VenueShown"] | null;
    };
    ShowTimeInput: { starts_at: string };
    Signal:
      | components["schemas"]["ReadySignal"]
      | components["schemas"]["OfferSignal"]
      | components["schemas"]["AnswerSignal"]
      | components["schemas"]["CandidateSignal"]
      | components["schemas"]["SendsSignal"];
    SignalFrame: {
      call_id: string;
      signal:
        | components["schemas"]["ReadySignal"]
        | components["schemas"]["OfferSignal"]
        | components["schemas"]["AnswerSignal"]
        | components["schemas"]["CandidateSignal"]
        | components["schemas"]["SendsSignal"];
      t: "signal";
    };
    SignedInAs: { me: components["schemas"]["Me"] };
    SignedTerms: {
      daily: number;
      digest: string;
      netting_day: number;
      once: number;
      our_iban: string;
      our_name: string;
      their_iban: string;
      their_name: string;
      they_may_owe: number;
      we_may_owe: number;
    };
    SignInput: { digest: string };
    SilentTown: { domain: string; since: string };
    SkippedRecords: {
      count: number;
      reason: "known" | "stays" | "their_post" | "of_this_town" | "not_possible";
    };
    SlotInput: { capacity: number; name: string; price: number };
    SoldOrder: { order_id: string };
    SomebodyTypesFrame: { conversation_id: string; person_id: string; t: "typing" };
    SoughtGroup: { home: string; id: string; name: string; towns: string[] };
    Spare: {
      check: components["schemas"]["SpareCheck"] | null;
      domain: string;
      fresh_at: string | null;
      lost_at: string | null;
      opens: boolean;
      records: number;
      room: number;
      state: "filling" | "fresh" | "late" | "full" | "refused";
      used: number;
    };
    SpareCheck: { at: string; found: number; of: number; problem: string | null };
    SpeakerChoice: {
      contact_id?: string | null;
      decision: "me" | "contact" | "outsider";
      key: string;
    };
    SpeakerInput: { people: components["schemas"]["SpeakerChoice"][] };
    SplitCard: {
      by: components["schemas"]["PersonLabel"];
      conversation_id: string;
      currency: string;
      ends_at: string | null;
      exponent: number;
      held: number;
      id: string;
      kind: "split";
      left: number;
      mine: number;
      mode: "even" | "weights" | "items" | "exact" | "netting";
      payers: components["schemas"]["Payer"][];
      people: number;
      quiet: boolean;
      ref: string;
      state: "open" | "done" | "cancelled" | "released";
      title: string;
      to: string[];
      together: boolean;
      total: number;
    };
    SplitInput: {
      conversation_id: string;
      currency: string;
      discount?: number;
      exact?: components["schemas"]["PersonAmount"][];
      items?: components["schemas"]["BillLine"][];
      mode: "even" | "weights" | "items" | "exact";
      payers?: components["schemas"]["PersonAmount"][];
      people?: string[];
      service?: number;
      title: string;
      together?: components["schemas"]["Together"] | null;
      total?: number;
      weights?: components["schemas"]["Weight"][];
    };
    SplitPatch: { quiet: boolean };
    Splits: { splits: components["schemas"]["SplitCard"][] };
    SplitTerms: {
      currency: string;
      discount?: number;
      exact?: components["schemas"]["PersonAmount"][];
      items?: components["schemas"]["BillLine"][];
      mode: "even" | "weights" | "items" | "exact";
      payers?: components["schemas"]["PersonAmount"][];
      people?: string[];
      service?: number;
      title: string;
      together?: components["schemas"]["Together"];
      total?: number;
      weights?: components["schemas"]["Weight"][];
    };
    SplitView: {
      asked: components["schemas"]["SplitTerms"] | null;
      card: components["schemas"]["SplitCard"];
      created_at: string;
      debts: components["schemas"]["DebtView"][];
      parts: components["schemas"]["PartView"][];
      reminded_at: string | null;
    };
    SquareProfile: {
      about: string;
      approve: boolean;
      follow: "asked" | "follows" | null;
      followers: number;
      following: number;
      follows_me: boolean;
      hide_mine: boolean;
      hide_theirs: boolean;
      lists: boolean;
      muted: boolean;
      person: components["schemas"]["Author"];
      pinned: components["schemas"]["Post"][];
      posts: number;
      relation: "self" | "contact" | "none";
      secret: boolean;
    };
    StaffInvitations: { invitations: components["schemas"]["StaffInvitationShown"][] };
    StaffInvitationShown: {
      id: string;
      link: string;
      role: "owner" | "manager" | "agent" | "packer" | "cashier";
      until: string;
    };
    StandingInput: { capacity: number; name: string; price: number };
    StandingLeft: { category: number; left: number };
    StarredMessage: { message: components["schemas"]["Message"]; starred_at: string };
    StarredPage: { next: string | null; starred: components["schemas"]["StarredMessage"][] };
    StarsOfItem: { counts: number[]; mean: number | null; n: number };
    StatementLine: {
      amount: number;
      at: string;
      balance: number;
      code: number;
      id: string;
      kind: "transfer" | "hold" | "post" | "void" | "refund";
      no: number;
      ref: string | null;
      volume: number;
      with_id: string | null;
      with_kind:
        | "person"
        | "merchant"
        | "escrow"
        | "packet"
        | "hold"
        | "fee"
        | "suspense"
        | "issuer"
        | "clearing";
      with_name: string;
    };
    StatementPage: { lines: components["schemas"]["StatementLine"][]; more: boolean };
    StatementResult: {
      foreign: number;
      known: number;
      lines: number;
      matched: number;
      suspense: number;
    };
    StickerContent: { forwarded?: boolean; id: string; kind: "sticker"; pack: string };
    StockArrivalInput: { lines?: components["schemas"]["LotUnitsInput"][] };
    StockCountInput: { lines: components["schemas"]["CountedInput"][]; warehouse_id: string };
    StockCounts: { counts: components["schemas"]["StockCountShown"][]; next: string | null };
    StockCountShown: {
      at: string;
      booked_at: string | null;
      currency: string;
      id: string;
      lines: components["schemas"]["CountLineShown"][];
      warehouse_id: string;
    };
    StockInput: {
      seen?: number | null;
      units: number;
      variant_id: string;
      warehouse_id?: string | null;
      why: "receive" | "count";
    };
    StockKeepingInput: {
      cost?: number | null;
      low_water?: number | null;
      shelves?: { [key: string]: string };
    };
    StockLeft: { units: number };
    StockPlaceShown: { id: string; lat: number | null; lon: number | null; name: string };
    StockTransferInput: {
      from_id: string;
      lines: components["schemas"]["LotUnitsInput"][];
      note?: string;
      to_id: string;
    };
    StockTransfers: {
      next: string | null;
      places: components["schemas"]["StockPlaceShown"][];
      transfers: components["schemas"]["StockTransferShown"][];
    };
    StockTransferShown: {
      arrived_at: string | null;
      from_id: string;
      id: string;
      lines: components["schemas"]["TransferLineShown"][];
      note: string;
      sent_at: string;
      to_id: string;
    };
    StopShown: {
      lat: number | null;
      lon: number | null;
      parcels: components["schemas"]["ParcelShown"][];
      seconds: number | null;
    };
    SuccessorInput: { stolen?: string | null };
    SumAtDesk: {
      currency: string;
      driver_name: string;
      driver_says: number;
      plate: string;
      price: number;
      ride_id: string;
      rider_name: string;
      rider_says: number;
    };
    SumNo: { given?: number | null };
    SumRuling: { fare: number };
    SumsAtDesk: { sums: components["schemas"]["SumAtDesk"][] };
    SumYes: {
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      fare: number;
    };
    SupplierInput: { contact?: string; name: string };
    SupplierLineInput: { cost: number; n: number; variant_id: string };
    SupplierLineShown: {
      cost: number;
      goods: components["schemas"]["GoodsShown"];
      n: number;
      received: number;
    };
    SupplierOrderInput: {
      expected_on?: string | null;
      lines: components["schemas"]["SupplierLineInput"][];
      note?: string;
      supplier_id: string;
      warehouse_id: string;
    };
    SupplierOrders: {
      currency: string;
      next: string | null;
      places: components["schemas"]["StockPlaceShown"][];
      purchases: components["schemas"]["SupplierOrderShown"][];
      suppliers: components["schemas"]["SupplierShown"][];
    };
    SupplierOrderShown: {
      at: string;
      ended_at: string | null;
      expected_on: string | null;
      id: string;
      lines: components["schemas"]["SupplierLineShown"][];
      note: string;
      state: "open" | "received" | "ended";
      supplier: components["schemas"]["SupplierShown"];
      total: number;
      warehouse_id: string;
    };
    SupplierReceiptInput: { lots: components["schemas"]["ReceivedLotInput"][] };
    SupplierShown: { contact: string; id: string; name: string };
    Surcharges: {
      from_hour: number | null;
      holidays: string[];
      time_zone: string;
      until_hour: number | null;
      zones: components["schemas"]["PricedZone"][];
    };
    SurchargesInput: {
      from_hour?: number | null;
      holidays?: string[];
      time_zone?: string;
      until_hour?: number | null;
      zones?: components["schemas"]["PricedZone"][];
    };
    SyncChanges: {
      contacts: components["schemas"]["ContactRow"][];
      conversations: components["schemas"]["Conversation"][];
      cursor: string;
      me: components["schemas"]["Me"] | null;
      removed_contacts: string[];
      requests: number;
      reset: boolean;
    };
    SyncedFrame: {
      contacts: components["schemas"]["ContactRow"][];
      conversations: components["schemas"]["Conversation"][];
      cursor: string;
      me: components["schemas"]["Me"] | null;
      missed: (components["schemas"]["ChangedFrame"] | components["schemas"]["PostFrame"])[];
      removed_contacts: string[];
      requests: number;
      reset: boolean;
      t: "sync";
    };
    SyncFrame: { away?: number | null; cursor?: string | null; t: "sync" };
    SystemContent: {
      forwarded?: boolean;
      kind: "system";
      person_ids?: string[];
      text?: string;
      what:
        | "admin"
        | "announced"
        | "approved"
        | "avatar"
        | "group_made"
        | "invited"
        | "joined"
        | "left"
        | "moved"
        | "muted_all"
        | "named"
        | "not_delivered"
        | "owner"
        | "packet_opened"
        | "pinned"
        | "removed"
        | "unadmin"
        | "unmuted_all";
    };
    Takeout: {
      created_at: string;
      expires_at: string | null;
      id: string;
      progress: number;
      sets: components["schemas"]["SetCount"][];
      sha256: string | null;
      size: number;
      state: "waiting" | "working" | "ready" | "failed" | "expired";
    };
    Takings: { by_name: string; channel: string; refunded: number; sales: number; sold: number };
    TariffInput: {
      base: number;
      cancel_fee: number;
      car_class?: "taxi" | "car" | "van" | "bike" | "accessible";
      minimum: number;
      night_percent?: number;
      offered?: boolean;
      per_km: number;
      per_luggage?: number;
      per_minute: number;
      per_pet?: number;
      per_stop?: number;
      town_fee?: number;
      waiting_free?: number;
      waiting_most?: number;
      waiting_per_minute?: number;
    };
    TaxiRank: { id: string; lat: number; lon: number; name: string };
    TaxShare: { basis: number; category: string; rate: number; tax: number };
    TermsInput: {
      daily: number;
      iban: string;
      name: string;
      netting_day: number;
      once: number;
      they_may_owe: number;
      we_may_owe: number;
    };
    TextContent: { all?: boolean; forwarded?: boolean; kind: "text" };
    ThanksInput: { text: string };
    Threads: { comments: components["schemas"]["CommentThread"][]; next: string | null };
    TicketCodeInput: { code: string };
    TicketDrawInput: {
      buy_hours?: number;
      closes_at: string;
      commitment: string;
      each: number;
      opens_at?: string | null;
      registered_before?: string | null;
      rights: number;
    };
    TicketDrawShown: {
      buy_hours: number;
      closes_at: string;
      drawn_at: string | null;
      each: number;
      ended_why: string | null;
      entry: components["schemas"]["OwnEntry"] | null;
      leads: boolean;
      maker_commitment: string;
      opens_at: string;
      people: number;
      phase: "announced" | "open" | "closed" | "drawn" | "over" | "called_off";
      registered_before: string;
      right: components["schemas"]["OwnEarlyRight"] | null;
      rights: number;
      root: string | null;
      show: components["schemas"]["ShowShown"];
      town_commitment: string;
    };
    TicketOrderInput: {
      best?: number;
      category?: number | null;
      seats?: number[];
      show_id: string;
      standing?: number;
    };
    TicketOrderShown: {
      amount: number;
      extras: components["schemas"]["ExtraShown"][];
      given_up: boolean;
      id: string;
      instead_of: string | null;
      made_at: string;
      operation_id: string | null;
      paid_at: string | null;
      party_id: string | null;
      problem: string | null;
      refunded: number;
      show: components["schemas"]["ShowShown"];
      state: "held" | "paid" | "part_refunded" | "refunded" | "lapsed";
      tickets: components["schemas"]["TicketShown"][];
      until: string;
      voucher: components["schemas"]["VoucherApplied"] | null;
    };
    TicketPartyShown: {
      id: string;
      mine: boolean;
      over: boolean;
      seats: components["schemas"]["PartySeatShown"][];
      show: components["schemas"]["ShowShown"];
      starter_id: string;
      starter_name: string;
      until: string;
    };
    TicketPayment: {
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      instead_of?: string | null;
      origin?:
        | "programme"
        | "event"
        | "venue"
        | "organiser"
        | "map"
        | "search"
        | "chat"
        | "link"
        | "other"
        | null;
    };
    TicketShown: {
      category: string;
      code: string | null;
      fare: string;
      fare_id: string | null;
      full_price: number;
      id: string;
      listed: boolean;
      mine: boolean;
      order_id: string;
      price: number;
      proof: string;
      row: string;
      seat: string;
      secret: string | null;
      show_id: string;
      state: "held" | "valid" | "used" | "void";
      together: boolean;
      used_at: string | null;
      used_gate: string | null;
    };
    TillIntent: {
      amount: number;
      by_name: string;
      channel: "static" | "dynamic" | "presented";
      closed: boolean;
      code: string | null;
      created_at: string;
      customer: string;
      expires_at: string;
      id: string;
      note: string;
      paid_at: string | null;
      problem: string | null;
      refunded: number;
      state: "created" | "requires_action" | "processing" | "succeeded" | "cancelled" | "expired";
    };
    TillPage: { intents: components["schemas"]["TillIntent"][]; now: string };
    TipInput: {
      amount: number;
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
    };
    Together: { intent_id?: string | null; minutes?: number; payee_id?: string | null };
    TogetherInput: {
      carrier?: string;
      carrier_number?: string;
      orders: string[];
      size?: "S" | "M" | "L" | null;
      weight_g?: number | null;
    };
    TogetherList: { groups: components["schemas"]["TogetherShown"][] };
    TogetherShown: {
      for_name: string;
      orders: components["schemas"]["OrderTogether"][];
      point: components["schemas"]["PointShown"] | null;
      service: string;
    };
    Topic: {
      about: string;
      category: "talk" | "town" | "food" | "sport" | "culture" | "market" | "help";
      followed: boolean;
      heat: number;
      host_id: string | null;
      name: string;
      posts: number;
      shown: string;
    };
    TopicPage: {
      host: components["schemas"]["Author"] | null;
      topic: components["schemas"]["Topic"];
    };
    TopicPatch: {
      about: string;
      category?: "talk" | "town" | "food" | "sport" | "culture" | "market" | "help";
    };
    Topics: { topics: components["schemas"]["Topic"][] };
    TopUpInput: { amount: number; currency: string; note?: string; person_id: string };
    TopUpMethods: { iban: string; name: string; reference: string };
    ToReview: {
      item_id: string;
      options: string[];
      order_id: string;
      picture_url: string | null;
      received_at: string;
      title: string;
      until: string;
    };
    TownJoinInput: { greeting?: string };
    TownLine: {
      answered_at: string | null;
      asleep_since: string | null;
      domain: string;
      heard_at: string | null;
      next_try_at: string | null;
      state: "awake" | "asleep" | "key_changed" | "new";
      waiting: number;
    };
    TownLines: { towns: components["schemas"]["TownLine"][] };
    TownMap: {
      attribution: string;
      bounds: components["schemas"]["Box"];
      centre: components["schemas"]["Point"];
      extracted_at: string | null;
      max_zoom: number;
      min_zoom: number;
      version: string;
    };
    TownPayable: {
      currency: string;
      exponent: number;
      most: number;
      town: string;
      why: string | null;
    };
    TownPaymentCard: {
      amount: number;
      at_once: boolean;
      code: string | null;
      currency: string;
      ended_at: string | null;
      exponent: number;
      from_id: string;
      from_name: string;
      gives_back: boolean;
      id: string;
      kind: "town_payment";
      left: number;
      made_at: string;
      note: string;
      ref: string;
      state: "held" | "paid" | "refused" | "shown" | "taken" | "received" | "declined" | "returned";
      to_id: string;
      to_name: string;
      town: string;
      until: string;
    };
    TownPaymentInput: {
      amount: number;
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      currency: string;
      note?: string;
      of?: string | null;
      to: string;
    };
    TownPlace: {
      address: string;
      category:
        | "food"
        | "shop"
        | "culture"
        | "transport"
        | "money"
        | "health"
        | "stay"
        | "public"
        | "leisure"
        | "machine"
        | "area"
        | "street"
        | "address";
      hours: string;
      id: string;
      kind: string;
      lat: number;
      lon: number;
      metres: number | null;
      name: string;
      names: { [key: string]: string };
      source: "osm" | "merchant" | "machine" | "rank" | "event";
    };
    TownRequestCard: {
      amount: number;
      currency: string;
      ended_at: string | null;
      exponent: number;
      from_id: string;
      from_name: string;
      id: string;
      kind: "town_request";
      made_at: string;
      note: string;
      ref: string;
      state: "waiting" | "paid" | "declined" | "cancelled";
      to_id: string;
      to_name: string;
      town: string;
    };
    TownRequestInput: { amount: number; currency: string; note?: string; of: string };
    TownRequestPaymentInput: {
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      payment_id: string;
    };
    TownTariffs: {
      currency: string;
      surcharges: components["schemas"]["Surcharges"];
      tariffs: components["schemas"]["SetTariff"][];
    };
    TracePage: { next: number | null; traces: components["schemas"]["ImportedTrace"][] };
    TracePoint: { at: string; lat: number; lon: number };
    TracesOfKind: {
      count: number;
      kind: "follow" | "like" | "save" | "block" | "mute" | "domain" | "list";
    };
    TraderQuestion: { asks: boolean; sales: number };
    TransferCard: {
      amount: number;
      at_once: boolean;
      currency: string;
      ended_at: string | null;
      expires_at: string | null;
      exponent: number;
      from_id: string;
      from_name: string;
      id: string;
      kind: "transfer";
      made_at: string;
      note: string;
      operation_id: string | null;
      ref: string;
      state: "waiting" | "accepted" | "declined" | "cancelled" | "returned";
      to_id: string;
      to_name: string;
    };
    TransferInput: {
      amount: number;
      at_once?: boolean;
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      currency: string;
      note?: string;
      to: string;
    };
    TransferLineShown: {
      arrived: number | null;
      expires_on: string | null;
      goods: components["schemas"]["GoodsShown"];
      lot: string;
      n: number;
    };
    TrialLine: {
      accounts: number;
      credit: number;
      currency: string;
      debit: number;
      exponent: number;
      held: number;
      kind: string;
    };
    TripChangeShown: {
      destination: components["schemas"]["Waypoint"];
      id: string;
      made_at: string;
      metres: number;
      more: number;
      most: number;
      old_price: number;
      price: number;
      seconds: number;
      state: "priced" | "asked" | "accepted" | "declined" | "withdrawn";
      stops: components["schemas"]["Waypoint"][];
    };
    TripInput: {
      destination: components["schemas"]["PlaceInput"];
      stops?: components["schemas"]["PlaceInput"][];
    };
    TripsFollowed: { trips: components["schemas"]["TripToFollow"][] };
    TripSharing: { shared: boolean };
    TripToFollow: { ride_id: string; trip: components["schemas"]["FollowedTrip"] };
    TypedPayment: {
      amount: number;
      confirmation?: components["schemas"]["ConfirmingInput"] | string | null;
      note?: string;
    };
    TypingFrame: { conversation_id: string; t: "typing" };
    UnitsInput: { product_id: string; units: number };
    UnknownDoor: {
      fault:
        | ""
        | "did_not_open"
        | "stands_open"
        | "silent"
        | "occupied"
        | "forced"
        | "not_as_told"
        | "by_owner";
      id: string;
      label: string;
      locker_id: string;
      locker_name: string;
      online: boolean;
      opening: string | null;
      parcel_number: string;
      parcel_state: string;
      purpose: "fill" | "fetch" | "collect" | "drop" | "look" | null;
      shop_name: string;
      since: string;
    };
    Usage: { most: number | null; used: number };
    VariantInput: {
      contents?: components["schemas"]["Contents"] | null;
      cost?: number | null;
      gtin?: string;
      id: string;
      list_price?: number | null;
      no_withdrawal?: boolean;
      options?: string[];
      picture?: string | null;
      price: number;
      purchase_limit?: number | null;
      sku?: string;
      weight_g?: number | null;
    };
    VariantShown: {
      before: number | null;
      contents: components["schemas"]["Contents"] | null;
      costs: components["schemas"]["CostPart"][];
      gtin: string;
      id: string;
      in_stock: boolean;
      left: number | null;
      list_price: number | null;
      margin: number | null;
      member_price: number | null;
      no_withdrawal: boolean;
      options: string[];
      picture: string | null;
      price: number;
      purchase_limit: number | null;
      sku: string;
      unit_price: number | null;
      weight_g: number | null;
    };
    VenueInput: {
      address?: string;
      kind?: "cinema" | "theatre" | "arts_centre" | "stadium";
      lat?: number | null;
      lon?: number | null;
      merchant_id: string;
      name: string;
      place_id?: string | null;
    };
    VenueShown: { address: string; id: string; name: string; place_id: string | null };
    VerificationBadge: { kind: "person" | "organisation"; reason: string };
    VerifiedPasskey: { challenge_id: string; credential: { [key: string]: unknown } };
    Versions: { versions: components["schemas"]["PostVersion"][] };
    VettingInput: { reason?: string; until?: string | null };
    VideoContent: {
      away?: "" | "coming" | "lost";
      duration_ms?: number;
      file: string;
      forwarded?: boolean;
      height: number;
      kind: "video";
      name?: string;
      size: number;
      thumb?: string;
      type: string;
      width: number;
    };
    VoiceContent: {
      away?: "" | "coming" | "lost";
      duration_ms: number;
      file: string;
      forwarded?: boolean;
      kind: "voice";
      peaks?: number[];
      size: number;
      transcript?: string;
      type: string;
    };
    VoteInput: { choices: number[] };
    VoucherApplied: { code: string; off: number; units: number };
    VoucherBatches: { batches: components["schemas"]["VoucherBatchShown"][] };
    VoucherBatchInput: {
      categories?: string[];
      code?: string | null;
      count?: number;
      effect: "price" | "percent" | "minus" | "none";
      merchant_id: string;
      name: string;
      opens?: string[];
      per_person?: number;
      products?: string[];
      show_id?: string | null;
      until: string;
      uses?: number;
      value?: number;
    };
    VoucherBatchShown: {
      categories: string[];
      codes: number;
      effect: "price" | "percent" | "minus" | "none";
      id: string;
      made_at: string;
      name: string;
      off: number;
      opens: string[];
      per_person: number;
      products: string[];
      show_id: string | null;
      stopped: boolean;
      touched: number;
      until: string;
      used: number;
      uses: number;
      value: number;
    };
    VoucherCode: { batch_id: string; code: string; used: number; uses: number };
    VoucherCodes: {
      batch: components["schemas"]["VoucherBatchShown"];
      codes: components["schemas"]["VoucherCode"][];
    };
    VoucherGood: { name: string; opens: components["schemas"]["ProductShown"][]; seats: number[] };
    VoucherLookup: { code: string };
    VoucherOrderInput: {
      best?: number;
      category?: number | null;
      seats?: number[];
      show_id: string;
      voucher: string;
    };
    WaitingOdds: { freed: number | null; people: number; tickets: number };
    WaitingShop: { front: components["schemas"]["Front"]; items: { [key: string]: number } };
    WaitingShops: {
      looked_at_first: boolean;
      next: string | null;
      shops: components["schemas"]["WaitingShop"][];
    };
    WaitingShown: {
      lat: number | null;
      lon: number | null;
      merchant_id: string;
      name: string;
      parcels: number;
    };
    Wallet: { accounts: components["schemas"]["OwnAccount"][] };
    WantedLineInput: { n: number; right_id?: string | null; variant_id: string };
    WantedShopInput: {
      coupons?: string[] | null;
      delivery: "pickup" | "own" | "courier" | "point";
      lines: components["schemas"]["WantedLineInput"][];
      merchant_id: string;
      note?: string;
      point_id?: string | null;
    };
    Warehouse: {
      id: string;
      lat: number | null;
      lon: number | null;
      merchant_id: string;
      name: string;
      place: number;
    };
    WarehouseInput: { lat?: number | null; lon?: number | null; merchant_id: string; name: string };
    Warehouses: { warehouses: components["schemas"]["Warehouse"][] };
    WatchFrame: { people: string[]; t: "watch" };
    WatchSeatsFrame: { show_id?: string | null; t: "watch_seats" };
    WayDriven: {
      line: components["schemas"]["Point"][];
      metres: number | null;
      seconds: number | null;
    };
    Waypoint: { lat: number; lon: number; name: string };
    Webhook: {
      events: (
        | "ping"
        | "order.paid"
        | "order.sent"
        | "order.received"
        | "order.cancelled"
        | "case.opened"
        | "stock.low"
        | "review.new"
        | "parcel.moved"
      )[];
      failing_since: string | null;
      id: string;
      last_status: number | null;
      last_trouble: string;
      made_at: string;
      state: "active" | "off" | "dead";
      tried_at: string | null;
      url: string;
    };
    WebhookInput: {
      events: (
        | "ping"
        | "order.paid"
        | "order.sent"
        | "order.received"
        | "order.cancelled"
        | "case.opened"
        | "stock.low"
        | "review.new"
        | "parcel.moved"
      )[];
      on?: boolean;
      url: string;
    };
    WebhookMessage: {
      body: string;
      due_at: string;
      event_id: string;
      id: string;
      kind:
        | "ping"
        | "order.paid"
        | "order.sent"
        | "order.received"
        | "order.cancelled"
        | "case.opened"
        | "stock.low"
        | "review.new"
        | "parcel.moved";
      made_at: string;
      state: "waiting" | "delivered" | "dead";
      status: number | null;
      took_ms: number | null;
      tried_at: string | null;
      tries: number;
      trouble: string;
    };
    WebhookMessages: { messages: components["schemas"]["WebhookMessage"][]; next: string | null };
    Webhooks: { webhooks: components["schemas"]["Webhook"][] };
    WebhookWithSecret: {
      events: (
        | "ping"
        | "order.paid"
        | "order.sent"
        | "order.received"
        | "order.cancelled"
        | "case.opened"
        | "stock.low"
        | "review.new"
        | "parcel.moved"
      )[];
      failing_since: string | null;
      id: string;
      last_status: number | null;
      last_trouble: string;
      made_at: string;
      secret: string;
      state: "active" | "off" | "dead";
      tried_at: string | null;
      url: string;
    };
    Weight: { person_id: string; weight: number };
    Whereabouts: {
      how: "at" | "by" | "on";
      metres: number;
      name: string;
      names: { [key: string]: string };
      place: components["schemas"]["TownPlace"] | null;
    };
    WhyInput: { why: string };
    WishedArea: { lat: number; lon: number; metres: number };
    Wishes: {
      shows: components["schemas"]["ShowShown"][];
      wishes: components["schemas"]["WishShown"][];
    };
    WishInput: {
      also?: string[];
      at_most?: number | null;
      category?: number | null;
      count: number;
      together?: boolean;
    };
    WishKept: { at: string; id: string };
    WishShown: {
      also: string[];
      at_most: number | null;
      before: number;
      category: number | null;
      count: number;
      made_at: string;
      order_id: string | null;
      order_state: "held" | "paid" | "part_refunded" | "refunded" | "lapsed" | null;
      show_id: string;
      state: "waiting" | "offered" | "left";
      together: boolean;
      until: string | null;
    };
    WomanAtDesk: { confirmed_at: string | null; person_id: string };
    WomenAtDesk: { drivers: components["schemas"]["WomanAtDesk"][] };
    Worker: {
      avatar_url: string | null;
      name: string;
      person_id: string;
      role: "owner" | "manager" | "agent" | "packer" | "cashier";
    };
    Workers: { cashiers: components["schemas"]["Worker"][] };
    WorksInput: { works: boolean };
  };
}
