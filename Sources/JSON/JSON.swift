/// A JSON value (RFC 8259): read with `JSON.parse`, reached into with subscripts, written with `serialized` or `text`.
package enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number without fraction or exponent that fits 64 bits.
    case integer(Int64)
    /// Any other number.
    case real(Double)
    case string(String)
    case array([JSON])
    case object(JSONObject)
}
