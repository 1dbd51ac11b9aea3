/// The parts of a process image, in the order in which they lie in its region.
public enum SegmentKind: String, CaseIterable, Codable, Hashable, Sendable {
  case text
  case readOnlyData
  case globalOffsetTable
  case data
  case heap
  case stack
  case threadLocalStorage
  case sharedMapping
}
