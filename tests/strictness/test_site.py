"""The real site starts on a database of its own, and the browser of the system opens it."""

import httpx
import pytest


@pytest.mark.browser
@pytest.mark.process
def test_the_browser_opens_the_site_and_a_killed_web_server_comes_back(live_site, page):
    live_site.start_web()
    answer = page.goto(live_site.url + "/account/login/")
    assert answer.status == 200
    assert page.locator("html").get_attribute("lang") == "lv"
    live_site.kill("web")
    with pytest.raises(httpx.HTTPError):
        httpx.get(live_site.url, trust_env=False)
    live_site.start_web()
    assert page.reload().status == 200
