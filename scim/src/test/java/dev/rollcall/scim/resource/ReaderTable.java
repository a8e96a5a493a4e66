package dev.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Cases of reading a body. `U`, `E`, `G` and `C` stand for the URNs of the User, EnterpriseUser
/// and Group schemas and of a customer's own extension, `u` for the first in capitals.
final class ReaderTable {
  private static final String C = "urn:ietf:params:scim:schemas:extension:Orchard:2.0:User";

  private ReaderTable() {}

  static Stream<DynamicTest> tests(String table, ResourceTypeDefinition type, Leniency leniency) {
    return TextTable.tests(
        expand(table),
        row -> {
          Result<JsonObject> read = ResourceReader.read(type, row.object("body"), leniency);
          if (row.text("gives").startsWith("{")) {
            assertThat(read).isEqualTo(Result.ok(row.object("gives")));
          } else {
            assertThat(TextTable.shown(read)).isEqualTo(row.text("gives"));
          }
        });
  }

  static String expand(String text) {
    String user = StandardSchemas.USER.urn();
    return text.replaceAll("\"U(?=[\":])", "\"" + user)
        .replaceAll("\"u(?=\")", "\"" + user.toUpperCase(Locale.ROOT))
        .replaceAll("\"E(?=[\":])", "\"" + StandardSchemas.ENTERPRISE_USER.urn())
        .replaceAll("\"G(?=[\":])", "\"" + StandardSchemas.GROUP.urn())
        .replaceAll("\"C(?=[\":])", "\"" + C);
  }
}
