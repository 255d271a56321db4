/* swift-http-types splits a Cookie field, when one is set, with a function of the standard library's that comes with
   regular expressions: 1.3 MB. The function that is packed here sets no cookies (a test of the sources says so); should
   one be set all the same, the program ends here. */

    .text
    .globl "$sSl17_StringProcessingSQ7ElementRpzrlE5split9separator9maxSplits25omittingEmptySubsequencesSay11SubSequenceQzGqd___SiSbtSlRd__ABQyd__ACRSlF"
"$sSl17_StringProcessingSQ7ElementRpzrlE5split9separator9maxSplits25omittingEmptySubsequencesSay11SubSequenceQzGqd___SiSbtSlRd__ABQyd__ACRSlF":
#if defined(__x86_64__)
    ud2
#else
    brk #1
#endif
    .section .note.GNU-stack, "", %progbits
