package dev.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.scim.schema.StandardSchemas;
import org.junit.jupiter.api.Test;

class SearchCopyTest {

  @Test
  void texts_are_folded_unless_their_letter_case_counts() {
    var resource =
        TextTable.json(
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"Id-A","externalId":"Ext",
             "userName":"ANN","active":true,
             "emails":[{"value":"Ann@B","type":"WORK","primary":true}],
             "profileUrl":"https://H/Ann","x509Certificates":[{"value":"QUJD","display":"Cert"}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
               {"department":"R&D","manager":{"value":"Mgr-1","displayName":"Boss"}},
             "urn:x:Y":{"Badge":"B","n":7,"deep":{"List":["A"]}},
             "groups":[{"value":"G-1","display":"Crew"}],
             "meta":{"resourceType":"User","created":"2026-01-05T09:30:00+01:00",
               "version":"W/\\"7\\"","location":"https://H/Users/Id-A"}}
            """);
    assertThat(SearchCopy.of(StandardSchemas.USER_TYPE, resource))
        .isEqualTo(
            TextTable.json(
                """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:user"],"id":"Id-A","externalId":"Ext",
                 "userName":"ann","active":true,
                 "emails":[{"value":"ann@b","type":"work","primary":true}],
                 "profileUrl":"https://H/Ann","x509Certificates":[{"value":"QUJD","display":"cert"}],
                 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
                   {"department":"r&d","manager":{"value":"Mgr-1","displayName":"boss"}},
                 "urn:x:Y":{"Badge":"b","n":7,"deep":{"List":["a"]}},
                 "groups":[{"value":"G-1","display":"crew"}],
                 "meta":{"resourceType":"User","created":"2026-01-05T08:30:00.000000000Z",
                   "version":"W/\\"7\\"","location":"https://H/Users/Id-A"}}
                """));
  }

  @Test
  void a_group_without_members_is_copied() {
    assertThat(
            SearchCopy.of(
                StandardSchemas.GROUP_TYPE, TextTable.json("{\"displayName\":\"Sales EMEA\"}")))
        .isEqualTo(TextTable.json("{\"displayName\":\"sales emea\"}"));
  }
}
