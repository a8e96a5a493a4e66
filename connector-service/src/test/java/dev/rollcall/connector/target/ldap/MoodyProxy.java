package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.listener.ProxyRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.util.List;

/// Hands everything to a real server, in the mood that a test wants.
final class MoodyProxy extends LDAPListenerRequestHandler {
  private final ProxyRequestHandler server;
  private final Moods moods;

  MoodyProxy(ProxyRequestHandler server, Moods moods) {
    this.server = server;
    this.moods = moods;
  }

  @Override
  public LDAPListenerRequestHandler newInstance(LDAPListenerClientConnection connection)
      throws LDAPException {
    return new MoodyProxy(server.newInstance(connection), moods);
  }

  @Override
  public void closeInstance() {
    server.closeInstance();
  }

  @Override
  public LDAPMessage processAddRequest(
      int id, AddRequestProtocolOp request, List<Control> controls) {
    ResultCode before = moods.before();
    if (!before.equals(ResultCode.SUCCESS)) {
      return new LDAPMessage(
          id, new AddResponseProtocolOp(before.intValue(), null, "Too much to do", null));
    }
    LDAPMessage answer = server.processAddRequest(id, request, controls);
    moods.after();
    return answer;
  }

  @Override
  public LDAPMessage processBindRequest(
      int id, BindRequestProtocolOp request, List<Control> controls) {
    return server.processBindRequest(id, request, controls);
  }

  @Override
  public LDAPMessage processCompareRequest(
      int id, CompareRequestProtocolOp request, List<Control> controls) {
    return server.processCompareRequest(id, request, controls);
  }

  @Override
  public LDAPMessage processDeleteRequest(
      int id, DeleteRequestProtocolOp request, List<Control> controls) {
    return server.processDeleteRequest(id, request, controls);
  }

  @Override
  public LDAPMessage processExtendedRequest(
      int id, ExtendedRequestProtocolOp request, List<Control> controls) {
    return server.processExtendedRequest(id, request, controls);
  }

  @Override
  public LDAPMessage processModifyRequest(
      int id, ModifyRequestProtocolOp request, List<Control> controls) {
    return server.processModifyRequest(id, request, controls);
  }

  @Override
  public LDAPMessage processModifyDNRequest(
      int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
    return server.processModifyDNRequest(id, request, controls);
  }

  @Override
  public LDAPMessage processSearchRequest(
      int id, SearchRequestProtocolOp request, List<Control> controls) {
    return server.processSearchRequest(id, request, controls);
  }
}
