extension PackedCapability {
  /// `address - base` modulo 2^64, in bytes (`CGetOffset`).
  @inlinable @inline(__always)
  public var offset: UInt64 { address &- bounds.base }
}
