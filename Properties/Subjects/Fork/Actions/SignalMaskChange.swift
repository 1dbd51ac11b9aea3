/// How a list of signals changes the mask of a thread.
public enum SignalMaskChange: String, CaseIterable, Codable, Hashable, Sendable {
  case block
  case unblock
  case set
}
