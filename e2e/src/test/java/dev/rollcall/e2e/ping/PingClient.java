package dev.rollcall.e2e.ping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.scim2.client.ScimService;
import com.unboundid.scim2.common.BaseScimResource;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.types.Email;
import com.unboundid.scim2.common.types.Name;
import com.unboundid.scim2.common.types.UserResource;
import dev.rollcall.e2e.Tenant;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.glassfish.jersey.client.HttpUrlConnectorProvider;

/// Ping's `scim2-sdk-client` as the client of one tenant, with the users that its tests send.
///
/// @param baseUrl of the tenant's SCIM interface
record PingClient(Client http, ScimService scim, String baseUrl) implements AutoCloseable {
  static final String USERS = "Users";
  static final String CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

  static PingClient of(Tenant tenant) {
    String authorization = "Bearer " + tenant.token();
    ClientRequestFilter authorized =
        request -> request.getHeaders().putSingle("Authorization", authorization);
    Client http =
        ClientBuilder.newBuilder()
            // The JDK's old connection knows no PATCH.
            .property(HttpUrlConnectorProvider.SET_METHOD_WORKAROUND, true)
            .register(authorized)
            .build();
    // `securityEvents` of RFC 9967 is newer than this client.
    BaseScimResource.IGNORE_UNKNOWN_FIELDS = true;
    String baseUrl = tenant.scimBaseUrl();
    return new PingClient(http, new ScimService(http.target(baseUrl)), baseUrl);
  }

  static UserResource user(String name) {
    return new UserResource()
        .setUserName(name)
        .setActive(true)
        .setName(new Name().setGivenName("Given").setFamilyName("Example"))
        .setEmails(new Email().setType("work").setValue(name + "@example.com").setPrimary(true));
  }

  static <T extends ScimException> T refused(Class<T> type, ThrowingCallable request) {
    T refusal = catchThrowableOfType(type, request);
    assertThat(refusal).as("the request was not refused").isNotNull();
    return refusal;
  }

  @Override
  public void close() {
    BaseScimResource.IGNORE_UNKNOWN_FIELDS = false;
    http.close();
  }
}
