/// One decision of a generator: a number out of an interval, and the number in it that counts as the simplest.
///
/// All decisions are kept in this one form (signed numbers with their order kept), so that one shrinker serves every
/// generator.
package struct Choice: Hashable, Codable, Sendable {
  package var value: UInt64
  package var low: UInt64
  package var high: UInt64
  package var simplest: UInt64
}
