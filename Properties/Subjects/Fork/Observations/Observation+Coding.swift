// The names of results in JSON: `{"value": {"value": 7}}`. They are part of the wire form.

extension Observation {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case done, value, pointer, started, forked, reaped, executed, mapped, count, descriptor, descriptors, events, limits
    case message, signals, wouldBlock, failed, killed, signaled, noSuchProcess, interleaved, unsupported
  }

  enum ValueCodingKeys: String, CodingKey { case _0 = "value" }
  enum PointerCodingKeys: String, CodingKey { case _0 = "view" }
  enum ReapedCodingKeys: String, CodingKey { case _0 = "process", _1 = "status" }
  enum FailedCodingKeys: String, CodingKey { case _0 = "errno" }
  enum KilledCodingKeys: String, CodingKey { case _0 = "refusal" }
  enum SignaledCodingKeys: String, CodingKey { case _0 = "signal" }
}

extension WaitStatus {
  enum CodingKeys: String, CodingKey, CaseIterable { case exited, signaled }

  enum ExitedCodingKeys: String, CodingKey { case _0 = "status" }
  enum SignaledCodingKeys: String, CodingKey { case _0 = "signal" }
}
