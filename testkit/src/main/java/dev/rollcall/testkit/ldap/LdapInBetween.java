package dev.rollcall.testkit.ldap;

import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.List;
import java.util.function.Supplier;

/// Stands before a directory and takes each operation in the manner that a test wants.
public final class LdapInBetween extends LDAPListenerRequestHandler {
  private final LDAPListenerRequestHandler directory;
  private final Manner manner;

  /// How operations are taken.
  public interface Manner {
    /// Answers an operation.
    ///
    /// @param deed has the directory do it, and returns its answer
    LDAPMessage take(int id, ProtocolOp request, Supplier<LDAPMessage> deed);

    /// Returns the manner of a new connection.
    ///
    /// @throws LDAPException where the connection is not taken
    Manner of(LDAPListenerClientConnection connection) throws LDAPException;
  }

  public LdapInBetween(LDAPListenerRequestHandler directory, Manner manner) {
    this.directory = directory;
    this.manner = manner;
  }

  @Override
  public LDAPListenerRequestHandler newInstance(LDAPListenerClientConnection connection)
      throws LDAPException {
    Manner taken = manner.of(connection);
    return new LdapInBetween(directory.newInstance(connection), taken);
  }

  @Override
  public void closeInstance() {
    directory.closeInstance();
  }

  @Override
  public LDAPMessage processAddRequest(
      int id, AddRequestProtocolOp request, List<Control> controls) {
    return manner.take(id, request, () -> directory.processAddRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processBindRequest(
      int id, BindRequestProtocolOp request, List<Control> controls) {
    return manner.take(id, request, () -> directory.processBindRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processCompareRequest(
      int id, CompareRequestProtocolOp request, List<Control> controls) {
    return manner.take(id, request, () -> directory.processCompareRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processDeleteRequest(
      int id, DeleteRequestProtocolOp request, List<Control> controls) {
    return manner.take(id, request, () -> directory.processDeleteRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processExtendedRequest(
      int id, ExtendedRequestProtocolOp request, List<Control> controls) {
    return manner.take(id, request, () -> directory.processExtendedRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processModifyRequest(
      int id, ModifyRequestProtocolOp request, List<Control> controls) {
    return manner.take(id, request, () -> directory.processModifyRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processModifyDNRequest(
      int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
    return manner.take(id, request, () -> directory.processModifyDNRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processSearchRequest(
      int id, SearchRequestProtocolOp request, List<Control> controls) {
    return manner.take(id, request, () -> directory.processSearchRequest(id, request, controls));
  }
}
