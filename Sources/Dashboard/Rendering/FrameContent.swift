import Checkout
import Pages

/// What is around every page of somebody who is signed in: whose it is, which mode, and the ways to the other pages.
struct FrameContent: Sendable {
    /// A link to a part of the dashboard.
    struct Destination: Sendable {
        let destination: HTMLText
        let destinationName: HTMLText
        let isCurrent: Bool
    }

    let merchantName: HTMLText
    let isTest: Bool
    let isLive: Bool

    /// Whether one press leads to the other mode, without another key.
    let hasBothModes: Bool

    let otherMode: HTMLText
    let modePath: HTMLText
    let signOutPath: HTMLText
    let homePath: HTMLText
    let destinations: [Destination]

    init(_ member: Member, section: Section?, _ paths: DashboardPaths) {
        merchantName = HTMLText(member.merchant.name)
        isLive = member.keyMode.isLive
        isTest = !isLive
        hasBothModes = member.signIn.hasBothModes
        otherMode = HTMLText(isLive ? "test" : "live")
        modePath = HTMLText(paths.mode)
        signOutPath = HTMLText(paths.signOut)
        homePath = HTMLText(paths.root)
        destinations = Section.allCases.map {
            Destination(
                destination: HTMLText($0.path(paths)),
                destinationName: HTMLText($0.name),
                isCurrent: $0 == section
            )
        }
    }
}
