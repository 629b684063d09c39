import { triage, findAmount } from "./src/helpdesk/triage.ts";
const T = `my card terminal lost connection to the wifi
hi our terminal doesnt work anymore, says no internet connection
no network on pos queue is huge
eftpos machine down
Cards not working
all cards declining help
everything's declining
payment terminal says "connection error"
transaction timed out, was the customer charged?
it froze in the middle of a payment
terminal wont boot
screen went black
reader not found
chip not reading
tap doesn't work
the pinpad is asking to sign on
Square is down?
is stripe down right now
our internet provider has an outage
the acquirer isn't answering
reciept printer is out of paper
update failed
the machine rebooted and now shows maintenance mode
do you work with Clover?
how do i refund someone
what fees do you charge
can you help me
i have 5 customers waiting
need to take a payment of 12.99
take 50 euros
charge $9.99
20 bucks please
sell 15
invoice 300 usd
send a payment link for £25
how do i get paid now
show me the qr
he paid already
payment received?
customer paid twice
yesterday's settlement doesn't match
operator
support please
i need help from a real person now
everything back to normal
machine is back
we're up again
never mind it works now
card expired
declined: insufficient funds
customer's pin is wrong
is it safe to restart
thanks
ok
asdfgh
buy bitcoin
where can i buy a new fridge
刷卡机用不了，网络是好的
信号不好，一直转圈
全部卡都拒绝
机器提示系统错误
刷卡机不亮
没反应了
银行系统是不是坏了
收款 35
帮我收一下 12块5
微信扫码收款 20元
总共 1,280 元
顾客说付过了
钱没到账
昨天的账对不上
有人吗
我要跟真人说话
机器正常了
可以刷卡了
密码错误
怎么退款
离线能刷卡吗
谢谢
terminal 显示 offline 怎么办
card machine 没网络`.split("\n");
for (const t of T) { const r = triage(t); console.log(t.padEnd(60), r.language, r.intent, r.cause, r.code??"", r.amount?JSON.stringify(r.amount):"", r.confidence, JSON.stringify(r.evidence.map(e=>e.says))); }
console.log("----");
const A: [string,string?][] = [["45"],["45","EUR"],["45.00","EUR"],["8,20 €"],["¥1,280"],["¥1,280","CNY"],["收¥12"],["1.234,50","EUR"],["1,234","EUR"],["1.234","EUR"],["1,234","USD"],["1.234","USD"],["88元"],["收款45块"],["45块5"],["45块5毛"],["45元5角"],["5毛"],["pay 45","EUR"],["take 12.5 eur"],["45 please","EUR"],["４５．５０","EUR"],["-45","EUR"],["pay -45","EUR"],["0","EUR"],["1e5","EUR"],["1e5 EUR"],["50 cents","EUR"],["45 dollars 50 cents"],["8 people waiting pay 45","EUR"],["$45"],["$45","CAD"],["$45","EUR"],["HK$45"],["pay$45"],["S$ 45,5"],["1,250 MXN"],["sixty dollars 60.00"],["12:30","EUR"],["2026-11-23","EUR"],["10%","EUR"],["0800 123 456","EUR"],["table 5 pay 30","EUR"],["1 234,50 €"],["1'234.50 CHF"],["1.2.3","EUR"],["45½","EUR"],[".45","EUR"],["45 EUR or 50 EUR"],["99999999999999999999","EUR"],["12.345","KWD"],["1,234.567 KWD"],["100 JPY"],["100.5 JPY"],["45 kr","EUR"],["rm45"],["人民币45"],["100块3个人"],["1,00,000 INR"],["USD45"],["EUR 8"],["45€ 8 people"],["pay 45.5.5","EUR"],["٤٥","EUR"],["3.50 x 2","EUR"],["2x 3.50","EUR"],["card 4111 1111 1111 1111","EUR"],["12 345.67","USD"],["45,-","EUR"],["45.-  CHF"],["45 , 50","EUR"],["four 5","EUR"],["4 5","EUR"],["pay 4 5","EUR"],["0.005","EUR"],["0,50 €"],["00.50","EUR"],["pay 100 for table 7","EUR"],["8","EUR"]];
for (const [t,c] of A) { const f = findAmount(t,c); const r = triage(t,{currency:c}); console.log(t.padEnd(28), (c??"-").padEnd(4), f===null?"null":"refused" in f?"REFUSED "+f.refused.en:`${f.minor} ${f.currency}`, "|", r.intent, r.amount?.minor??null, r.amount?.currency??""); }
const long = "offline no connection ".repeat(5000); let t0=performance.now(); triage(long); console.log("long", performance.now()-t0); t0=performance.now(); triage("1 111 ".repeat(5000)); console.log(performance.now()-t0); t0=performance.now(); for(let i=0;i<1000;i++) triage(T[i%T.length]!); console.log("avg ms",(performance.now()-t0)/1000);
for (const s of ["是","a","pay ","("," ","¥","error code ","shows "]) { t0=performance.now(); triage(s.repeat(2000/s.length)); console.log(JSON.stringify(s), (performance.now()-t0).toFixed(1)); }
