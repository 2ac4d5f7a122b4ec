"""Follows every link on HOSTS from STARTS on (both separated by commas) with scrapy's own link extractor, and keeps
nothing. The hosts are reached through http_proxy: every listener of the simulator answers for all of them."""

import os

from scrapy import Spider
from scrapy.http import HtmlResponse
from scrapy.linkextractors import LinkExtractor

HOSTS = os.environ["HOSTS"].split(",")


class Portals(Spider):
    name = "portals"
    allowed_domains = HOSTS
    start_urls = os.environ["STARTS"].split(",")
    custom_settings = {
        "CONCURRENT_REQUESTS": int(os.environ["CONNECTIONS"]) * len(start_urls),
        "CONCURRENT_REQUESTS_PER_DOMAIN": int(os.environ["CONNECTIONS"]),
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": True,
        "RETRY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "USER_AGENT": "peer benchmark of d42",
    }
    links = LinkExtractor(allow_domains=HOSTS)

    def parse(self, response):
        if isinstance(response, HtmlResponse):
            yield from response.follow_all(self.links.extract_links(response))
