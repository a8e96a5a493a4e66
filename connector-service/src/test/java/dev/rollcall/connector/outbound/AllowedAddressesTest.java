package dev.rollcall.connector.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedAddressesTest {
  private static final String LINK = "169.254.0.0/16";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false                        | 1.1.1.1                | true
          false                        | 10.0.0.1               | false
          true                         | 1.1.1.1                | true
          true                         | 10.0.0.1               | true
          true                         | 127.0.0.1              | true
          true                         | ::1                    | true
          true                         | fd12:3456::1           | true
          true                         | 169.254.169.254        | false
          true                         | ::ffff:169.254.169.254 | false
          true                         | 64:ff9b::a9fe:a9fe     | false
          true                         | 2002:a9fe:a9fe::1      | false
          true                         | fe80::1                | false
          true                         | fd00:ec2::254          | false
          true                         | fd20:ce::254           | false
          true                         | 100.100.100.200        | false
          true                         | 168.63.129.16          | false
          true                         | fd00:c1::a9fe:a9fe     | false
          true                         | fd00:42::42            | false
          true                         | 2001::a9fe:a9fe        | false
          true                         | ::169.254.169.254      | false
          ::/0                         | ::169.254.169.254      | false
          TRUE                         | 10.0.0.1               | true
          on                           | 10.0.0.1               | true
          1                            | 10.0.0.1               | true
          0                            | 0.0.0.0                | false
          No                           | 10.0.0.1               | false
          10.1.0.0/16                  | 10.1.255.255           | true
          10.1.0.0/16                  | 10.2.0.0               | false
          10.1.0.0/16                  | 127.0.0.1              | false
          10.1.0.0/16                  | 1.1.1.1                | true
          10.1.2.3                     | 10.1.2.3               | true
          10.1.2.3                     | 10.1.2.4               | false
          10.1.2.3, fd12::/16          | fd12::7                | true
          10.1.2.3, fd12::/16          | ::1                    | false
          0.0.0.0/0                    | 10.9.9.9               | true
          0.0.0.0/0                    | ::1                    | false
          0.0.0.0/0                    | 169.254.169.254        | false
          169.0.0.0/8                  | 169.254.169.254        | false
          169.254.0.0/16               | 169.254.169.254        | true
          169.254.169.254              | 169.254.169.254        | true
          169.254.169.254              | 169.254.169.253        | false
          ::/0                         | fd00:ec2::254          | false
          fd00:ec2::254                | fd00:ec2::254          | true
          168.63.129.16                | 168.63.129.16          | true
          """)
  void an_address_may_be_dialled(String allowed, String address, boolean may) {
    assertThat(AllowedAddresses.read(allowed).allows(InetAddress.ofLiteral(address)))
        .isEqualTo(may);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false           | 1.1.1.1         | false
          false           | 10.0.0.1        | false
          true            | 1.1.1.1         | false
          true            | 10.0.0.1        | true
          true            | 127.0.0.1       | true
          true            | 169.254.169.254 | false
          10.1.0.0/16     | 1.1.1.1         | false
          10.1.0.0/16     | 10.1.255.255    | true
          10.1.0.0/16     | 10.2.0.0        | false
          1.1.1.1         | 1.1.1.1         | true
          1.1.1.1         | 1.0.0.1         | false
          169.254.169.254 | 169.254.169.254 | true
          0.0.0.0/0       | 169.254.169.254 | false
          """)
  void without_tls_an_address_may_be_dialled_where_it_is_allowed_by_name(
      String allowed, String address, boolean may) {
    assertThat(AllowedAddresses.read(allowed).allowsPlainly(InetAddress.ofLiteral(address)))
        .isEqualTo(may);
  }

  /// What Java makes of an AAAA record, and not of a literal: it stays IPv6 and leads to IPv4.
  @ParameterizedTest
  @CsvSource({
    "false, 169.254.169.254, false",
    "true, 169.254.169.254, false",
    "true, 10.0.0.1, true",
    "false, 10.0.0.1, false",
    "false, 1.1.1.1, true",
    "::/0, 169.254.169.254, false",
    "10.0.0.0/8, 10.0.0.1, true"
  })
  void a_mapped_address_is_what_it_leads_to(String allowed, String address, boolean may)
      throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(InetAddress.ofLiteral(address).getAddress(), 0, mapped, 12, 4);

    InetAddress looked = Inet6Address.getByAddress(null, mapped, -1);

    assertThat(looked).isInstanceOf(Inet6Address.class);
    assertThat(AllowedAddresses.read(allowed).allows(looked)).isEqualTo(may);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false           | false         | false
          false           | true          |
          false           | 10.1.0.0/16   |
          true            | false         | false
          true            | true          | true
          true            | 10.1.0.0/16   | [10.1.0.0/16]
          true            | 0.0.0.0/0     | [0.0.0.0/0]
          true            | 169.254.1.1   |
          true            | fd00:ec2::254 |
          10.0.0.0/8      | false         | false
          10.0.0.0/8      | true          | [10.0.0.0/8]
          10.0.0.0/8      | 10.1.0.0/16   | [10.1.0.0/16]
          10.0.0.0/8      | 10.0.0.0/8    | [10.0.0.0/8]
          10.1.0.0/16     | 10.0.0.0/8    |
          10.0.0.0/8      | 127.0.0.1     |
          169.254.169.254 | 169.254.169.254 | [169.254.169.254/32]
          0.0.0.0/0       | ::1           |
          """)
  void a_target_that_asks_gets(String platform, String asked, String gets) {
    assertThat(
            AllowedAddresses.read(platform)
                .narrowedTo(AllowedAddresses.read(asked))
                .map(AllowedAddresses::print)
                .orElse(null))
        .isEqualTo(gets);
  }

  /// What the platform lets a tenant name opens no more than the platform itself may reach.
  @Test
  void a_range_that_covers_a_guarded_one_names_nothing_of_it() {
    AllowedAddresses all = AllowedAddresses.read("0.0.0.0/0");
    AllowedAddresses link = AllowedAddresses.read(LINK);

    assertThat(all.narrowedTo(link)).isEmpty();
    assertThat(link.narrowedTo(AllowedAddresses.read("169.254.169.254"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1",
        "10.1.2",
        "127",
        "localhost",
        "10.1.2.3/8",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "/8",
        "::1/129",
        "::ffff:10.0.0.0/104",
        "10.0.0.0/8,",
        "10.0.0.0/8;127.0.0.1"
      })
  void what_is_no_range_is_refused(String text) {
    assertThatThrownBy(() -> AllowedAddresses.read(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
