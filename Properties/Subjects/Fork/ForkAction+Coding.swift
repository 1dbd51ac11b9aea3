// The names of operands in JSON: `{"load": {"width": 8, "through": 0, "offset": 16}}`. They are part of the wire form,
// so they are stated here and not left to the compiler, which calls an unlabelled operand `_0`.

extension ForkAction {
  enum LoadCodingKeys: String, CodingKey { case _0 = "width", through, offset }
  enum StoreCodingKeys: String, CodingKey { case _0 = "width", value, through, offset }
  enum StorePointerCodingKeys: String, CodingKey { case _0 = "from", through, offset }
  enum InspectCodingKeys: String, CodingKey { case _0 = "register" }
}
