package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.AddressRefusedException;
import dev.rollcall.connector.outbound.NoAnswer;
import dev.rollcall.connector.target.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Classifies what a directory, or the way to it, said (RFC 4511 appendix A).
final class LdapFailures {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9.-]*=[^,;\\s][^,;]*");
  private static final int INVALID_CREDENTIALS = 49;

  private final Redaction redaction;

  LdapFailures(Redaction redaction) {
    this.redaction = redaction;
  }

  /// Returns the failure behind an exception.
  ///
  /// @param missing what it means that the entry is not there
  LdapFailedException of(LDAPException e, FailureKind missing) {
    if (AddressRefusedException.isBehind(e)) {
      return failed(
          FailureKind.ADDRESS_REFUSED, "The target's address is not public and not allowed");
    }
    Optional<String> unreached = unreached(e);
    if (unreached.isPresent()) {
      return failed(FailureKind.UNREACHABLE, "No answer: " + unreached.get());
    }
    FailureKind kind =
        e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT) ? missing : kind(e.getResultCode());
    return failed(kind, text(e));
  }

  /// Where nobody was reached, why, if there are words for it.
  private static Optional<String> unreached(LDAPException e) {
    boolean none =
        e.getResultCode().equals(ResultCode.CONNECT_ERROR)
            || e.getResultCode().equals(ResultCode.SERVER_DOWN);
    return none ? NoAnswer.known(e) : Optional.empty();
  }

  static LdapFailedException failed(FailureKind kind, String text) {
    return new LdapFailedException(Failure.of(kind, text));
  }

  static FailureKind kind(ResultCode code) {
    return switch (code.intValue()) {
      case 51 -> FailureKind.THROTTLED; // busy
      case 1, 52, 80 -> FailureKind.SERVER_ERROR; // operationsError, unavailable, other
      case 3, 85 -> FailureKind.TIMEOUT; // timeLimitExceeded; no answer in time
      case 81, 91 -> FailureKind.UNREACHABLE; // the connection broke; there was none
      case 7, 8, 13, 48, INVALID_CREDENTIALS -> FailureKind.UNAUTHORIZED; // who we are
      case 10 -> FailureKind.REDIRECTED; // referral
      case 68 -> FailureKind.CONFLICT; // entryAlreadyExists
      case 122 -> FailureKind.STALE; // assertionFailed
      case 2, 83, 84 -> FailureKind.UNUSABLE_ANSWER; // protocolError; what cannot be decoded
      // Rights, schema, names, limits of the administrator: a repetition heals none of them.
      default -> FailureKind.REFUSED;
    };
  }

  /// The code's name, and what the server said without the names and values in it.
  private String text(LDAPException e) {
    String said = e.getDiagnosticMessage();
    String name = e.getResultCode().getName() + " (" + e.getResultCode().intValue() + ")";
    if (said == null || said.isBlank()) {
      return name;
    }
    String hidden = NAME.matcher(said).replaceAll("[…]");
    return name + ": " + redaction.of(hidden.getBytes(StandardCharsets.UTF_8));
  }
}
