// deploy with compose.yml and see proxy.yml
const help = "see 'docs/old.yml' and compose.yml";
const limits = "limits.yml";
