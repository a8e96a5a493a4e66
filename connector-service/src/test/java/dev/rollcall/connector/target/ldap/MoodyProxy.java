package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.sdk.ResultCode;
import dev.rollcall.testkit.ldap.LdapInBetween;
import java.util.function.Supplier;

/// Adds entries in the mood that a test wants, and does everything else as it is asked.
record MoodyProxy(Moods moods) implements LdapInBetween.Manner {
  @Override
  public LDAPMessage take(int id, ProtocolOp request, Supplier<LDAPMessage> deed) {
    if (!(request instanceof AddRequestProtocolOp)) {
      return deed.get();
    }
    ResultCode before = moods.before();
    if (!before.equals(ResultCode.SUCCESS)) {
      return new LDAPMessage(
          id, new AddResponseProtocolOp(before.intValue(), null, "Too much to do", null));
    }
    LDAPMessage answer = deed.get();
    moods.after();
    return answer;
  }

  @Override
  public MoodyProxy of(LDAPListenerClientConnection connection) {
    return this;
  }
}
