package dev.rollcall.e2e.crash.target;

import com.unboundid.ldap.listener.InMemoryRequestHandler;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One connection to a directory, which takes each operation as the target's mood is. In a bad one
/// a connection is not taken at all.
final class LdapConversation extends LDAPListenerRequestHandler {
  private static final int SLOW_MILLIS = 700;

  /// Longer than a client waits.
  private static final int HANGS_MILLIS = Targets.TIMEOUT_MILLIS + 500;

  private final LdapTarget target;
  private final InMemoryRequestHandler directory;
  private final @Nullable LDAPListenerClientConnection connection;

  /// What all connections are made from.
  LdapConversation(LdapTarget target, InMemoryRequestHandler directory) {
    this(target, directory, null);
  }

  private LdapConversation(
      LdapTarget target,
      InMemoryRequestHandler directory,
      @Nullable LDAPListenerClientConnection connection) {
    this.target = target;
    this.directory = directory;
    this.connection = connection;
  }

  @Override
  public LDAPListenerRequestHandler newInstance(LDAPListenerClientConnection with)
      throws LDAPException {
    if (target.moods().next() != Mood.HONEST) {
      throw new LDAPException(ResultCode.UNAVAILABLE, "No more connections");
    }
    return new LdapConversation(target, directory.newInstance(with), with);
  }

  @Override
  public LDAPMessage processAddRequest(
      int id, AddRequestProtocolOp request, List<Control> controls) {
    return treat(
        id,
        () -> noted(request.getDN(), () -> directory.processAddRequest(id, request, controls)),
        LdapConversation::added);
  }

  @Override
  public LDAPMessage processModifyRequest(
      int id, ModifyRequestProtocolOp request, List<Control> controls) {
    return treat(
        id,
        () -> noted(request.getDN(), () -> directory.processModifyRequest(id, request, controls)),
        code -> new ModifyResponseProtocolOp(code.intValue(), null, null, null));
  }

  /// A new name changes nothing that is noted.
  @Override
  public LDAPMessage processModifyDNRequest(
      int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
    return treat(
        id,
        () -> directory.processModifyDNRequest(id, request, controls),
        code -> new ModifyDNResponseProtocolOp(code.intValue(), null, null, null));
  }

  @Override
  public LDAPMessage processDeleteRequest(
      int id, DeleteRequestProtocolOp request, List<Control> controls) {
    return treat(
        id,
        () -> directory.processDeleteRequest(id, request, controls),
        code -> new DeleteResponseProtocolOp(code.intValue(), null, null, null));
  }

  @Override
  public LDAPMessage processSearchRequest(
      int id, SearchRequestProtocolOp request, List<Control> controls) {
    return treat(
        id,
        () -> directory.processSearchRequest(id, request, controls),
        code -> new SearchResultDoneProtocolOp(code.intValue(), null, null, null));
  }

  @Override
  public LDAPMessage processBindRequest(
      int id, BindRequestProtocolOp request, List<Control> controls) {
    return directory.processBindRequest(id, request, controls);
  }

  @Override
  public LDAPMessage processCompareRequest(
      int id, CompareRequestProtocolOp request, List<Control> controls) {
    return directory.processCompareRequest(id, request, controls);
  }

  @Override
  public LDAPMessage processExtendedRequest(
      int id, ExtendedRequestProtocolOp request, List<Control> controls) {
    return directory.processExtendedRequest(id, request, controls);
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
