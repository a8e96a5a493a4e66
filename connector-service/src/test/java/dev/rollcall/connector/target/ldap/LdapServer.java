package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedAddResult;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;

/// UnboundID's directory in memory, which does what a test tells it to.
public final class LdapServer implements DirectoryUnderTest {
  private final InMemoryDirectoryServer server;
  private final Moods moods = new Moods();
  private final AtomicInteger membersMax = new AtomicInteger(Integer.MAX_VALUE);

  /// @param withSchema whether entries must fit the standard schema
  public LdapServer(boolean withSchema) {
    try {
      var config = new InMemoryDirectoryServerConfig(SUFFIX);
      config.addAdditionalBindCredentials(BIND_DN, PASSWORD);
      config.setListenerConfigs(
          InMemoryListenerConfig.createLDAPConfig(
              "ldap", InetAddress.getLoopbackAddress(), 0, null));
      if (!withSchema) {
        config.setSchema(null);
      }
      config.addInMemoryOperationInterceptor(new Interceptor());
      config.addInMemoryOperationInterceptor(new MemberRanges(membersMax::get));
      server = new InMemoryDirectoryServer(config);
      server.startListening();
      plant();
    } catch (LDAPException e) {
      throw new IllegalStateException("The directory in memory could not start", e);
    }
  }

  private final class Interceptor extends InMemoryOperationInterceptor {
    @Override
    public void processAddRequest(InMemoryInterceptedAddRequest request) throws LDAPException {
      ResultCode before = moods.before();
      if (!before.equals(ResultCode.SUCCESS)) {
        throw new LDAPException(before, "Too much to do for uid=somebody,ou=people");
      }
    }

    @Override
    public void processAddResult(InMemoryInterceptedAddResult result) {
      moods.after();
    }
  }

  /// Shows so many members of a group at once, as Active Directory does.
  void showsMembers(int most) {
    membersMax.set(most);
  }

  @Override
  public int port() {
    return server.getListenPort();
  }

  @Override
  public Moods moods() {
    return moods;
  }

  @Override
  public void close() {
    moods.close();
    server.close();
  }
}
