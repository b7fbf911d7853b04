/// `GET /openapi.json`: the API in OpenAPI 3.1, as it stands beside this file.
enum OpenAPIDocument {
    /// The document's bytes.
    static let bytes = PackageResources.openapi_json
}
