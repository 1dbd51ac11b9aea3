/// What those want to know whose pointers are addresses and nothing more.
extension PosixSystem {
  /// Whether the pointers that a call is given permit what it is to do, whatever the pages permit: a kernel of plain
  /// addresses cannot tell otherwise.
  public func pointersPermit(_ action: ProcessAction, by name: ProcessNumber, thread: Int = 0) -> Bool {
    var system = self
    do { try system.select(thread, of: name) } catch { return true }
    switch action {
    case .file(.read(_, let through, let length)):
      return system.pointersPermit([Buffer(through: through, length: length)], .storeData, by: name)
    case .file(.write(_, let through, let length)), .queue(.send(_, let through, let length, _)):
      return system.pointersPermit([Buffer(through: through, length: length)], .loadData, by: name)
    case .file(.readVector(_, let buffers)): return system.pointersPermit(buffers, .storeData, by: name)
    case .file(.writeVector(_, let buffers)): return system.pointersPermit(buffers, .loadData, by: name)
    case .queue(.receive(_, let through, let length)):
      return system.pointersPermit([Buffer(through: through, length: length)], .storeData, by: name)
    case .memory(.unmap(let through, let pages)), .memory(.protect(let through, let pages, _)):
      do {
        _ = try system.pages(pages, through: through, of: name)
        return true
      } catch .failedOneOf(let errors) {
        return !errors.contains(.badAddress)
      } catch .failed(let error) {
        return error != .badAddress
      } catch {
        return true
      }
    case .load, .store, .loadPointer, .storePointer, .compute, .inspect, .memory, .file, .signal, .queue, .limit, .time,
      .fork, .vfork, .exit, .wait, .waitFor, .execute, .spawn, .createThread, .exitThread, .joinThread:
      return true
    }
  }
}
