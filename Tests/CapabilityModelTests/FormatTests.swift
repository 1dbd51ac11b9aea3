import Architecture
import CapabilityModel
import ExactIntegers
import Testing

/// Parameters that make a small format, to be spoilt.
private let sound: FormatParameters = {
  var parameters = FormatParameters(
    name: "small", addressWidth: 8, mantissaWidth: 5,
    layout: FormatLayout(
      metadataWidth: 12, permissions: [.load: 11], flags: 12..<12, objectType: 9..<11, internalExponent: 8, top: 5..<8,
      bottom: 0..<5),
    objectTypes: ObjectTypes(unsealed: 0, entry: 1, reserved: 0...1))
  parameters.exponentBitsTaken = 2
  parameters.exponentEncoding = .belowMaximum
  parameters.internalExponentFlagIsSet = false
  return parameters
}()

/// A way to spoil parameters, and what the refusal must speak of.
private struct Contradiction: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let isRefusedFor: String
  let spoil: @Sendable (inout FormatParameters) -> Void

  static let all = [
    Contradiction(testDescription: "fields overlap", isRefusedFor: "both claim bit 8") {
      $0.layout.objectType = 8..<10
    },
    Contradiction(testDescription: "a field lies outside the word", isRefusedFor: "beyond the 11 bits") {
      $0.layout.metadataWidth = 11
    },
    Contradiction(testDescription: "the exponent is too small", isRefusedFor: "can't reach 5") {
      $0.exponentBitsTaken = 1
    },
    Contradiction(testDescription: "T has the wrong size", isRefusedFor: "field T has 2 bits") {
      $0.layout.top = 5..<7
    },
    Contradiction(testDescription: "the mantissa is wider than the address", isRefusedFor: "mantissa width") {
      $0.mantissaWidth = 9
    },
    Contradiction(testDescription: "too little is left of B", isRefusedFor: "share that T and B give") {
      $0.exponentBitsTaken = 3
    },
    Contradiction(testDescription: "sealed and unsealed are one", isRefusedFor: "entry") { $0.objectTypes.entry = 0 },
    Contradiction(testDescription: "a type doesn't fit", isRefusedFor: "object type 4") {
      $0.objectTypes.reserved = 0...4
    },
    Contradiction(testDescription: "a rule names an unknown permission", isRefusedFor: "execute") {
      $0.flagsRequire = [.execute]
    },
    Contradiction(testDescription: "a permission can't be read", isRefusedFor: "permission load") {
      $0.readPermissions = [:]
    },
    Contradiction(testDescription: "null grants something", isRefusedFor: "would grant load") {
      $0.memoryMask = 1 << 11
    },
    Contradiction(testDescription: "null is sealed", isRefusedFor: "sealed") { $0.memoryMask = 1 << 9 },
    Contradiction(testDescription: "null has other bounds", isRefusedFor: "whole address space") {
      $0.memoryMask = 1 << 8
    },
    Contradiction(testDescription: "the word is absurdly wide", isRefusedFor: "metadata word") {
      $0.layout.metadataWidth = .max
    },
  ]
}

@Suite struct `Formats` {
  @Test func `Sound parameters make a format`() throws {
    let format = try Format(sound)
    #expect(format.maximumExponent == 5)
    #expect(format == (try Format(sound)))
    #expect(format.root.bounds == Bounds(base: 0, top: 256))
  }

  @Test(arguments: Contradiction.all)
  private func `Parameters that contradict themselves are refused with the reason`(contradiction: Contradiction) {
    var parameters = sound
    contradiction.spoil(&parameters)
    let error = #expect(throws: FormatError.self) { try Format(parameters) }
    #expect(error?.description.contains(contradiction.isRefusedFor) == true, "\(error?.description ?? "no error")")
  }

  @Test func `The roots are those of the C library`() {
    #expect(Format.cc128.root.metadata == 0xFFFF_0000_0000_0000)
    #expect(Format.cc128m.root.metadata == 0xFFFF_C000_0001_0005)
    #expect(Format.rv64y.root.metadata == 0xF01F_E800_0000_0000)
  }

  @Test func `Permissions are read where each format's instruction shows them`() {
    #expect(Format.cc128.root.permissionBits == 0x78FFF)
    #expect(Format.cc128m.root.permissionBits == 0x3FFFF)
    #expect(Format.rv64y.root.permissionBits == 0x703FF)
  }
}
