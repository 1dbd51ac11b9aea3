public import Architecture

/// What those want to know whose pointers are addresses and nothing more.
extension PosixSystem {
  /// Whether the pointers that a call is given permit what it is to do, whatever the pages permit: a kernel of plain
  /// addresses cannot tell otherwise.
  public func pointersPermit(_ action: ForkAction, by name: ProcessName, thread: Int = 0) -> Bool {
    var system = self
    do { try system.select(thread, of: name) } catch { return true }
    switch action {
    case .read(_, let through, let length), .receiveMessage(_, let through, let length):
      return system.pointersPermit([Buffer(through: through, length: length)], .storeData, by: name)
    case .write(_, let through, let length), .sendMessage(_, let through, let length, _):
      return system.pointersPermit([Buffer(through: through, length: length)], .loadData, by: name)
    case .readVector(_, let buffers): return system.pointersPermit(buffers, .storeData, by: name)
    case .writeVector(_, let buffers): return system.pointersPermit(buffers, .loadData, by: name)
    case .unmap(let through, let pages), .protect(let through, let pages, _):
      do {
        _ = try system.pages(Int(pages), through: through, of: name)
        return true
      } catch .failedOneOf(let errors) {
        return !errors.contains(.badAddress)
      } catch .failed(let error) {
        return error != .badAddress
      } catch {
        return true
      }
    case .load, .store, .loadPointer, .storePointer, .move, .derive, .narrow, .restrict, .sealEntry, .clearTag,
      .inspect, .fork, .exit, .wait, .waitFor, .vfork, .execute, .spawn, .createThread, .exitThread, .joinThread,
      .map, .setBreak, .pipe, .close, .duplicate, .open, .unlink, .seek, .truncate, .size, .poll, .openShared,
      .unlinkShared, .mapShared, .openQueue, .unlinkQueue, .clock, .sleep, .limit, .setLimit, .send, .setAction,
      .mask, .pending, .handled:
      return true
    }
  }
}
