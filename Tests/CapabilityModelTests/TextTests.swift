import Architecture
import CapabilityModel
import ExactIntegers
import Testing

@Suite("The text of a capability") struct TextTests {
  @Test("Address, bounds and permissions stand in CHERI's notation")
  func notation() {
    let data = Format.cc128.root.setAddress(0x1000).setBounds(length: 0x1000).capability
      .andPermissions([.load, .store, .loadCapability, .storeCapability, .storeLocalCapability])
    #expect("\(data)" == "0x1000 [0x1000, 0x2000) rwRWL")
    #expect("\(data.setAddress(0x1040).sealEntry().clearTag())" == "0x1040 [0x1000, 0x2000) rwRWL, sentry, untagged")
    #expect("\(Format.cc128.null.setHigh(.twoTo(46)))".hasSuffix(", metadata 0x400000000000, untagged"))
  }

  @Test("No two permissions have the same letter")
  func letters() {
    #expect(Set(Permission.allCases.map(\.letter)).count == Permission.allCases.count)
    #expect(Set(Permission.inTextOrder) == Set(Permission.allCases))
  }

  @Test("Two capabilities that differ in any bit have different texts", arguments: FormatName.allCases)
  func distinct(name: FormatName) {
    let format = Format.named(name)
    var random = Words(state: 15)
    for round in 0..<24 {
      // Any words, and a capability that can be derived.
      let words = format.decode(metadata: random.next(), address: random.next(), tag: round % 2 == 0)
      let derived = format.root.setAddress(random.next() >> 20).setBounds(length: random.next() >> (round + 20))
        .capability
      for capability in [words, derived] {
        let text = "\(capability)"
        for bit in 0..<64 {
          let (metadata, address) = (capability.metadata ^ .twoTo(bit), capability.address ^ .twoTo(bit))
          let one = format.decode(metadata: metadata, address: capability.address, tag: capability.tag)
          let other = format.decode(metadata: capability.metadata, address: address, tag: capability.tag)
          #expect(text != "\(one)", "bit \(bit) of the metadata of \(capability.metadata.hexadecimal)")
          #expect(text != "\(other)", "bit \(bit) of the address")
          #expect("\(one)" != "\(other)")
        }
        let untagged = format.decode(metadata: capability.metadata, address: capability.address, tag: !capability.tag)
        #expect(text != "\(untagged)")
      }
    }
  }
}

/// Words that are the same in every run (Steele, Lea and Flood, SplitMix).
private struct Words {
  var state: UInt64

  mutating func next() -> Integer {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Integer(word ^ (word >> 31))
  }
}
