package dev.rollcall.ingress;

import dev.rollcall.testkit.WallsOfService;

class WallsTest implements WallsOfService {
  @Override
  public String root() {
    return "dev.rollcall.ingress";
  }

  @Override
  public String[] webLeaves() {
    return new String[] {"..http..", "..scimweb.."};
  }
}
