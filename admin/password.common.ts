/** The passwords that are tried first, here and elsewhere: heads of public breach lists, keyboard walks of both Korean and
 *  Latin layouts, and the words of this very house. Lower case. Shorter ones stand here too, because digits and signs put
 *  behind them ("password2026!") are cut off before looking. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  password passw0rd p@ssw0rd p@ssword passwords mypassword password1 password12 password123 password1234 password12345
  password123456 passwordpassword qwerty qwerty123 qwerty1234 qwerty12345 qwertyuiop qwertyuiopasdfghjkl qwerty123456
  asdfghjkl asdfghjkl1 asdfasdf asdfasdfasdf asdf1234 zxcvbnm zxcvbnm123 zxcvbnmasdfghjkl qazwsxedc qazwsxedcrfv 1q2w3e4r
  1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r! q1w2e3r4t5 q1w2e3r4t5y6 1qaz2wsx 1qaz2wsx3edc zaq12wsx zaq1zaq1 qwer1234 qwer1234!
  qwerqwer qwerasdf qwerasdfzxcv 1234qwer 123qweasd 123qweasdzxc a123456789 a1234567890 aa12345678 abcd1234 abcd12345
  abc123456 abcdefghij abcdefghijk abcdefghijklmnop 0123456789 1234567890 12345678910 123456789a 1234567891 0987654321
  9876543210 1029384756 1122334455 1212121212 1111111111 0000000000 1234512345 1231231234 123123123 123456123456
  987654321 147258369 1472583690 159753456852 iloveyou iloveyou1 iloveyou123 iloveyou12345 sunshine princess football
  baseball superman batman michael jennifer jordan dragon monkey shadow master letmein letmein123 letmeinplease welcome
  welcome1 welcome123 welcome1234 admin admin123 admin1234 admin12345 administrator adminadmin root rootroot toor test
  testtest test1234 test12345 guest guestguest changeme changeme123 changemenow default secret secret123 temp temporary
  trustno1 whatever starwars computer internet samsung samsung123 galaxy korea korea123 korea1234 daehanminguk seoul
  seoul1234 busan naver kakao kakaotalk hangul saranghae saranghae123 saranghaeyo tkfkdgo tkfkdgody tkfkdgo1 tkfkdgo123
  qlalfqjsgh qlqjs qkqh dkssud dkssudgktpdy dksdud gkrtod rlaclrk wjsghk rhksflwk rhksflwk1 akdmarudrl akdma akdmawlrl
  rjsrkd tkdekatk tkdekatk1 maum maumjigi maumjigi1 maumjigi123 maeum counsellor counselor lead example first 비밀번호
  사랑해 안녕하세요 마음지기 상담사 관리자 correcthorsebatterystaple
  `
    .split(/\s+/)
    .filter((word) => word !== ''),
);
