package dev.rollcall.e2e.crash.target;

import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.rollcall.testkit.ldap.LdapInBetween;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One connection to a directory, which takes each operation as the target's mood is. In a bad one
/// a connection is not taken at all.
final class LdapConversation implements LdapInBetween.Manner {
  private static final int SLOW_MILLIS = 700;

  /// Longer than a client waits.
  private static final int HANGS_MILLIS = Targets.TIMEOUT_MILLIS + 500;

  private final LdapTarget target;
  private final @Nullable LDAPListenerClientConnection connection;

  /// What all connections are made from.
  LdapConversation(LdapTarget target) {
    this(target, null);
  }

  private LdapConversation(LdapTarget target, @Nullable LDAPListenerClientConnection connection) {
    this.target = target;
    this.connection = connection;
  }

  @Override
  public LdapConversation of(LDAPListenerClientConnection with) throws LDAPException {
    if (target.moods().next() != Mood.HONEST) {
      throw new LDAPException(ResultCode.UNAVAILABLE, "No more connections");
    }
    return new LdapConversation(target, with);
  }

  /// A new name and a deletion change nothing that is noted.
  @Override
  public LDAPMessage take(int id, ProtocolOp request, Supplier<LDAPMessage> deed) {
    return switch (request) {
      case AddRequestProtocolOp add ->
          treat(id, () -> noted(add.getDN(), deed), LdapConversation::added);
      case ModifyRequestProtocolOp modify ->
          treat(
              id,
              () -> noted(modify.getDN(), deed),
              code -> new ModifyResponseProtocolOp(code.intValue(), null, null, null));
      case ModifyDNRequestProtocolOp _ ->
          treat(
              id, deed, code -> new ModifyDNResponseProtocolOp(code.intValue(), null, null, null));
      case DeleteRequestProtocolOp _ ->
          treat(id, deed, code -> new DeleteResponseProtocolOp(code.intValue(), null, null, null));
      case SearchRequestProtocolOp _ ->
          treat(
              id, deed, code -> new SearchResultDoneProtocolOp(code.intValue(), null, null, null));
      default -> deed.get();
    };
  }

  /// Returns the answer. Where the connection is at its end, nobody gets it.
  private LDAPMessage treat(
      int id, Supplier<LDAPMessage> deed, Function<ResultCode, ProtocolOp> refusal) {
    return switch (target.moods().next()) {
      case HONEST -> deed.get();
      case SLOW -> {
        target.pause(SLOW_MILLIS);
        yield deed.get();
      }
      case BUSY -> new LDAPMessage(id, refusal.apply(ResultCode.BUSY));
      case BROKEN -> new LDAPMessage(id, refusal.apply(ResultCode.OTHER));
      case HANGS -> {
        target.pause(HANGS_MILLIS);
        hangUp();
        yield new LDAPMessage(id, refusal.apply(ResultCode.UNAVAILABLE));
      }
      case DONE_IN_SILENCE -> {
        LDAPMessage lost = deed.get();
        hangUp();
        yield lost;
      }
      case DONE_AND_DENIED -> {
        LDAPMessage answer = deed.get();
        boolean made =
            answer.getProtocolOp() instanceof AddResponseProtocolOp added
                && added.getResultCode() == ResultCode.SUCCESS_INT_VALUE;
        yield made ? new LDAPMessage(id, added(ResultCode.ENTRY_ALREADY_EXISTS)) : answer;
      }
    };
  }

  private static ProtocolOp added(ResultCode code) {
    return new AddResponseProtocolOp(code.intValue(), null, null, null);
  }

  /// Does something and notes what came of it, one after the other.
  private LDAPMessage noted(String dn, Supplier<LDAPMessage> deed) {
    synchronized (target) {
      Instant at = Instant.now();
      LDAPMessage answer = deed.get();
      boolean done =
          switch (answer.getProtocolOp()) {
            case AddResponseProtocolOp it -> it.getResultCode() == ResultCode.SUCCESS_INT_VALUE;
            case ModifyResponseProtocolOp it -> it.getResultCode() == ResultCode.SUCCESS_INT_VALUE;
            default -> false;
          };
      if (done) {
        target.note(dn, at);
      }
      return answer;
    }
  }

  private void hangUp() {
    if (connection != null) {
      try {
        connection.close();
      } catch (IOException _) {
        // It is gone, which is what was wanted.
      }
    }
  }
}
