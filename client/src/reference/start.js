/** The API's reference, from the document that the town serves. Nothing is sent from here. */
window.SwaggerUIBundle({
  url: "/api/v1/openapi/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: -1,
  filter: true,
  supportedSubmitMethods: [],
  tagsSorter: "alpha",
  validatorUrl: null,
});
