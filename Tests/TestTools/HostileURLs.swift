import Checkout
package import OutboundHTTP

/// URLs that lead, or may lead, where they should not; none of them may be connected to under any policy.
///
/// Names under `x.example` have the address that stands beside them.
package enum HostileURLs {
    /// Refused for how they are written.
    package static let byText: [(url: String, problem: OutboundProblem)] = [
        ("ftp://shop.example/", .urlMalformed(.schemeNotWeb)),
        ("file:///etc/passwd", .urlMalformed(.schemeNotWeb)),
        ("gopher://127.0.0.1:6379/_SET", .urlMalformed(.schemeNotWeb)),
        ("unix:///run/docker.sock", .urlMalformed(.schemeNotWeb)),
        ("http+unix://%2Frun%2Fdocker.sock/x", .urlMalformed(.schemeNotWeb)),
        ("javascript:alert(1)", .urlMalformed(.notAbsolute)),
        ("//127.0.0.1/", .urlMalformed(.notAbsolute)),
        ("https:127.0.0.1/", .urlMalformed(.notAbsolute)),
        ("https:/shop.example/", .urlMalformed(.notAbsolute)),
        ("https://user@shop.example/", .urlMalformed(.userInformation)),
        ("https://user:secret@shop.example/", .urlMalformed(.userInformation)),
        ("https://shop.example@127.0.0.1/", .urlMalformed(.userInformation)),
        ("https://shop.example:443@10.0.0.1/", .urlMalformed(.userInformation)),
        ("https://shop.example\\@127.0.0.1/", .urlMalformed(.forbiddenCharacter)),
        ("https://shop.example/\r\nHost: 127.0.0.1", .urlMalformed(.forbiddenCharacter)),
        ("https://shop.example\u{0}.evil.example/", .urlMalformed(.forbiddenCharacter)),
        ("https://shop.example\u{3002}evil.example/", .urlMalformed(.forbiddenCharacter)),
        ("https://\u{2460}\u{2461}\u{2466}.0.0.1/", .urlMalformed(.forbiddenCharacter)),
        ("https://127.0.0.1%2f.shop.example/", .urlMalformed(.hostMalformed)),
        ("https://%31%32%37.0.0.1/", .urlMalformed(.hostMalformed)),
        ("https://127.0.0.1%00.shop.example/", .urlMalformed(.hostMalformed)),
        ("https://shop.example:0/", .urlMalformed(.portMalformed)),
        ("https://shop.example:65536/", .urlMalformed(.portMalformed)),
        ("https://shop.example:44x/", .urlMalformed(.portMalformed)),
        ("https:///shop.example/", .urlMalformed(.hostMissing)),
        // This machine, and others, in all the spellings that resolvers and libraries have taken for an address.
        ("https://2130706433/", .urlMalformed(.hostMalformed)),
        ("https://017700000001/", .urlMalformed(.hostMalformed)),
        ("https://0x7f000001/", .urlMalformed(.hostMalformed)),
        ("https://0x7f.0.0.1/", .urlMalformed(.hostMalformed)),
        ("https://0177.0.0.1/", .urlMalformed(.hostMalformed)),
        ("https://127.0.0.0x1/", .urlMalformed(.hostMalformed)),
        ("https://127.1/", .urlMalformed(.hostMalformed)),
        ("https://127.0.1/", .urlMalformed(.hostMalformed)),
        ("https://0/", .urlMalformed(.hostMalformed)),
        ("https://127.0.0.1./", .urlMalformed(.hostMalformed)),
        ("https://127.0.0.01/", .urlMalformed(.hostMalformed)),
        ("https://[fe80::1%25eth0]/", .urlMalformed(.hostMalformed)),
        ("https://[::1/", .urlMalformed(.hostMalformed)),
        ("https://10.0.0.1/", .hostIsAddress),
        ("https://172.16.0.1/", .hostIsAddress),
        ("https://192.168.1.1/", .hostIsAddress),
        ("https://169.254.169.254/latest/meta-data/", .hostIsAddress),
        ("https://100.100.100.200/", .hostIsAddress),
        ("https://0.0.0.0/", .hostIsAddress),
        ("https://255.255.255.255/", .hostIsAddress),
        ("https://8.8.8.8/", .hostIsAddress),
        ("https://[::]/", .hostIsAddress),
        ("https://[::ffff:127.0.0.1]/", .hostIsAddress),
        ("https://[::ffff:7f00:1]/", .hostIsAddress),
        ("https://[::127.0.0.1]/", .hostIsAddress),
        ("https://[0:0:0:0:0:ffff:a9fe:a9fe]/", .hostIsAddress),
        ("https://[64:ff9b::7f00:1]/", .hostIsAddress),
        ("https://[fd00:ec2::254]/", .hostIsAddress),
        ("https://[fe80::1]/", .hostIsAddress),
        ("https://[2606:4700::1111]/", .hostIsAddress),
        // Names that mean something in a private network only.
        ("https://intranet/", .nameNotPublic),
        ("https://router/", .nameNotPublic),
        ("https://intranet./", .nameNotPublic),
        ("https://printer.local/", .nameNotPublic),
        ("https://PRINTER.LOCAL./", .nameNotPublic),
        ("https://metadata.google.internal/", .nameNotPublic),
        ("https://instance-data.ec2.internal/", .nameNotPublic),
        ("https://box.localdomain/", .nameNotPublic),
        ("https://nas.home.arpa/", .nameNotPublic),
        // Without encryption, and not to this machine.
        ("http://10.0.0.1/", .notEncrypted),
        ("http://169.254.169.254/", .notEncrypted),
        ("http://[fd00::1]/", .notEncrypted),
        ("http://shop.x.example/", .notEncrypted),
    ]

    /// Refused where this machine is no destination, and taken where it is.
    package static let loopback: [(url: String, problem: OutboundProblem)] = [
        ("http://127.0.0.1/", .notEncrypted),
        ("http://127.0.0.1:3000/hook", .notEncrypted),
        ("http://127.255.255.254/", .notEncrypted),
        ("http://[::1]:3000/", .notEncrypted),
        ("http://[0:0:0:0:0:0:0:1]/", .notEncrypted),
        ("http://localhost:3000/", .notEncrypted),
        ("HTTP://LOCALHOST/", .notEncrypted),
        ("https://127.0.0.1/", .hostIsAddress),
        ("https://[::1]/", .hostIsAddress),
        ("https://localhost/", .nameNotPublic),
        ("https://localhost./", .nameNotPublic),
        ("https://LocalHost:8443/", .nameNotPublic),
        ("https://app.localhost/", .nameNotPublic),
        ("https://loopback4.x.example/", .addressNotPublic),
        ("https://loopback6.x.example/", .addressNotPublic),
    ]

    /// Addresses at the edges of all ranges that are not public.
    package static let privateAddresses: [String] = [
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "169.254.0.0",
        "169.254.169.254", "169.254.255.255", "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.255", "192.0.2.0",
        "192.0.2.255", "192.88.99.0", "192.88.99.255", "192.168.0.0", "192.168.255.255", "198.18.0.0",
        "198.19.255.255", "198.51.100.0", "198.51.100.255", "203.0.113.0", "203.0.113.255", "224.0.0.0",
        "239.255.255.255", "240.0.0.0", "255.255.255.255",
        "::", "::2", "::7f00:1", "::808:808", "::ffff:7f00:1", "::ffff:808:808", "64:ff9b::7f00:1", "64:ff9b::808:808",
        "64:ff9b:1::7f00:1", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "100::", "100::ffff:ffff:ffff:ffff", "100:0:0:1::1",
        "1fff:ffff::1", "2001::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
        "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2002::",
        "2002:7f00:1::1", "2002:808:808::1", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::1",
        "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "4000::1", "5f00::1", "fc00::1", "fd00:ec2::254",
        "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe80::1", "febf:ffff::1", "fec0::1", "feff:ffff::1", "ff02::1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    ]

    /// Their neighbours outside.
    package static let publicAddresses: [String] = [
        "1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "191.255.255.255", "192.0.1.0",
        "192.0.3.0", "192.88.98.255", "192.88.100.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
        "198.51.99.255", "198.51.101.0", "203.0.112.255", "203.0.114.0", "223.255.255.255",
        "2000::1", "2001:200::1", "2001:4860:4860::8888", "2001:db7:ffff::1", "2001:db9::1", "2003::1",
        "2606:4700::1111", "3ffe:ffff::1", "3fff:1000::1",
    ]
}
