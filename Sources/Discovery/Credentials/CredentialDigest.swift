internal import Crypto
import Formats

/// Names a secret without disclosing it: HMAC-SHA-256, half of it, in hexadecimal.
///
/// A secret of high entropy cannot be guessed from its digest. With the key that is built in, the same
/// secret has the same id in every estate; an organisation that sets a key of its own keeps others from
/// testing whether it holds a secret that they know.
public struct CredentialDigest: Sendable {
  /// The key that is used where none is set.
  public static let publicKey = Array("isobar.credential-digest/v1".utf8)

  private let key: SymmetricKey

  public init(key: [UInt8] = CredentialDigest.publicKey) { self.key = SymmetricKey(data: key) }

  func text(of secret: some Sequence<UInt8>) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: Array(secret), using: key)
    return Hexadecimal.text(code.prefix(16))
  }
}
